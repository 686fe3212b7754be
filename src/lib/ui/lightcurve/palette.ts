import { tokenColours } from '#ui/shared/themes.ts';

/** The tokens a plot draws with, resolved for the theme of the moment. */
export interface Palette {
	ink: string;
	faint: string;
	line: string;
	grid: string;
	paper: string;
	raised: string;
	accent: string;
	warn: string;
	bad: string;
	/** Bands, lowest frequency first; the last serves all above it. */
	bands: string[];
	/** The label ramp, from 1: index 0 is unused. */
	labels: string[];
}

const BANDS = [1, 2, 3, 4].map((band) => `--band-${band}`);
const LABELS = ['--ink-3', ...Array.from({ length: 10 }, (_, i) => `--label-${i + 1}`)];
const OTHERS = [
	...['--ink-1', '--ink-3', '--line-strong', '--line', '--paper-2', '--paper-3'],
	...['--accent', '--warn', '--bad']
];

export function palette(canvas: HTMLElement): Palette {
	const colours = tokenColours(canvas, [...OTHERS, ...BANDS, ...LABELS]);
	const [ink, faint, line, grid, paper, raised, accent, warn, bad] = colours;
	const ramps = colours.slice(OTHERS.length);
	return {
		...{ ink, faint, line, grid, paper, raised, accent, warn, bad },
		bands: ramps.slice(0, BANDS.length),
		labels: ramps.slice(BANDS.length)
	};
}

/** The same colour, see-through: `rgb(1, 2, 3)` as browsers resolve tokens, with an alpha. */
export function faded(rgb: string, alpha: number): string {
	return rgb.replace('rgb(', 'rgba(').replace(')', `, ${alpha})`);
}

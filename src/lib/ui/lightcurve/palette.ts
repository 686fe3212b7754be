import { tokenColour } from '#ui/shared/themes.ts';

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

export function palette(canvas: HTMLElement): Palette {
	const colour = (token: string) => tokenColour(canvas, token);
	return {
		ink: colour('--ink-1'),
		faint: colour('--ink-3'),
		line: colour('--line-strong'),
		grid: colour('--line'),
		paper: colour('--paper-2'),
		raised: colour('--paper-3'),
		accent: colour('--accent'),
		warn: colour('--warn'),
		bad: colour('--bad'),
		bands: [1, 2, 3, 4].map((band) => colour(`--band-${band}`)),
		labels: [colour('--ink-3'), ...Array.from({ length: 10 }, (_, i) => colour(`--label-${i + 1}`))]
	};
}

/** The same colour, see-through: `rgb(1, 2, 3)` as browsers resolve tokens, with an alpha. */
export function faded(rgb: string, alpha: number): string {
	return rgb.replace('rgb(', 'rgba(').replace(')', `, ${alpha})`);
}

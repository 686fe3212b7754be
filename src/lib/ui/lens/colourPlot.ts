import type { ColourTest } from '#schema/lens.ts';
import { logarithmicTicks } from '#ui/lightcurve/ticks.ts';

interface Box {
	width: number;
	height: number;
}

const MARGIN = { left: 44, right: 14, top: 12, bottom: 34 };
/** Beyond the bands on either side, as a factor of frequency. */
const ROOM = 1.12;

type Told = { frequencyMhz: number; alpha: number; lnAlphaError: number; band: number };

/** The bands whose α is told. */
export function toldBands({ bands }: ColourTest): Told[] {
	return bands.flatMap(({ frequencyMhz, alpha, lnAlphaError }, band) =>
		alpha === null || lnAlphaError === null ? [] : [{ frequencyMhz, alpha, lnAlphaError, band }]
	);
}

/** α over frequency, both logarithmic, with the best α ∝ λ² and the best flat line through the points; null for fewer than two. */
export function colourPlot(test: ColourTest, { width, height }: Box) {
	const told = toldBands(test);
	if (told.length < 2) return null;
	const frequencies = told.map(({ frequencyMhz }) => frequencyMhz);
	const [from, to] = [Math.min(...frequencies) / ROOM, Math.max(...frequencies) * ROOM];
	const squared = levelOf(told, 2);
	const flat = levelOf(told, 0);
	const lineAt = (level: number, index: number, mhz: number) =>
		Math.exp(level - index * Math.log(mhz));
	const heights = [
		...told.flatMap(({ alpha, lnAlphaError: e }) => [alpha * Math.exp(e), alpha * Math.exp(-e)]),
		...[from, to].map((mhz) => lineAt(squared, 2, mhz)),
		lineAt(flat, 0, from)
	];
	const [low, high] = [Math.min(...heights) / 1.15, Math.max(...heights) * 1.15];
	const [right, bottom] = [width - MARGIN.right, height - MARGIN.bottom];
	const x = (mhz: number) =>
		MARGIN.left + (Math.log(mhz / from) / Math.log(to / from)) * (right - MARGIN.left);
	const y = (alpha: number) =>
		MARGIN.top + (Math.log(high / alpha) / Math.log(high / low)) * (bottom - MARGIN.top);
	const line = (level: number, index: number) => ({
		...{ x1: x(from), x2: x(to) },
		...{ y1: y(lineAt(level, index, from)), y2: y(lineAt(level, index, to)) }
	});
	return {
		frame: { left: MARGIN.left, right, top: MARGIN.top, bottom },
		points: told.map(({ frequencyMhz, alpha, lnAlphaError, band }) => ({
			...{ band, frequencyMhz, x: x(frequencyMhz), y: y(alpha) },
			upper: y(alpha * Math.exp(lnAlphaError)),
			lower: y(alpha * Math.exp(-lnAlphaError))
		})),
		lens: line(squared, 2),
		flat: line(flat, 0),
		ticks: logarithmicTicks(low, high).map((alpha) => ({ at: y(alpha), label: String(alpha) }))
	};
}

/** Weighted mean of ln α + index·ln ν. */
function levelOf(told: Told[], index: number): number {
	let sum = 0;
	let weights = 0;
	for (const { alpha, lnAlphaError, frequencyMhz } of told) {
		// No band is known to better than a hundredth: an error of zero would be the only one that counts.
		const weight = 1 / Math.max(lnAlphaError, 0.01) ** 2;
		sum += weight * (Math.log(alpha) + index * Math.log(frequencyMhz));
		weights += weight;
	}
	return sum / weights;
}

/** How far an index is from that of a lens and from none at all, in words. */
export function colourSentence({ index, lensOverAchromatic }: ColourTest): string {
	const { value, error } = index;
	if (value === null || error === null || !(error > 0))
		return 'The bands do not tell how the strength depends on frequency.';
	const [fromLens, fromFlat] = [Math.abs(value - 2) / error, Math.abs(value) / error];
	const told = `${fromLens.toFixed(1)} σ from the 2 of a plasma lens, ${fromFlat.toFixed(1)} σ from the 0 of what is the same at all frequencies`;
	return `The index is ${told}: ${verdict(fromLens, fromFlat)}${chi2Part(lensOverAchromatic)}.`;
}

const TELLS_SIGMA = 3;

function verdict(fromLens: number, fromFlat: number): string {
	const [isLens, isFlat] = [fromLens < TELLS_SIGMA, fromFlat < TELLS_SIGMA];
	if (isLens && !isFlat) return 'it has the colour of a lens';
	if (!isLens && isFlat) return 'it has no colour, as a lens would have';
	return isLens ? 'the bands do not decide' : 'it fits neither';
}

function chi2Part(lensOverAchromatic: number | null): string {
	if (lensOverAchromatic === null) return '';
	const size = Math.abs(lensOverAchromatic).toFixed(1);
	return lensOverAchromatic >= 0
		? `; α ∝ λ² is better by Δχ² ${size}`
		: `; one α for all is better by Δχ² ${size}`;
}

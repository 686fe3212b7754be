import type { Band } from './epochs.ts';
import { excessAt, lensShape } from './lensAtlas.ts';
import { shapeIn } from './bandShape.ts';
import type { WhiteSums } from './whiteSums.ts';

/** Shapes that between them come close to any: depth, flatness and horns. */
export const SHAPES = [1.5, 5, 18].flatMap((alpha) =>
	[0.35, 0.9].map((sigmaS) => ({ alpha, sigmaS }))
);
const COUNT = SHAPES.length;
/** Steps of t₀ in widths. */
const TIME_STEP = 0.22;
/** Lenses are followed this many widths from t₀. */
const REACH = 3;
/** Steps of a shape's table per dip width. */
export const STEPS = 48;

/** I − 1 of every shape, side by side, at |t − t₀| = 0, 1/48, … widths; 0 beyond where the flux is the unlensed one to 1 %. */
export interface ShapeTable {
	excess: Float64Array;
	nodes: number;
	/** Widths beyond which every shape is 0. */
	reach: number;
}

/** One for each ratio of strengths between the bands: the same few in every light curve of a survey. */
const drawn = new Map<number, ShapeTable>();
const MOST_KEPT = 64;

export function shapeTable(band: Band, lowest: Band, chromatic: number): ShapeTable {
	const ratio = (lowest.frequencyMhz / band.frequencyMhz) ** chromatic;
	const known = drawn.get(ratio);
	if (known) return known;
	if (drawn.size >= MOST_KEPT) drawn.clear();
	const table = drawTable(band, lowest, chromatic);
	drawn.set(ratio, table);
	return table;
}

function drawTable(band: Band, lowest: Band, chromatic: number): ShapeTable {
	const excess = new Float64Array((REACH * STEPS + 2) * COUNT);
	let farthest = 0;
	SHAPES.forEach(({ alpha, sigmaS }, place) => {
		const width = lensShape(alpha, sigmaS).fwhm;
		const shape = shapeIn(band, lowest, { alpha, sigmaS, chromatic });
		let last = REACH * STEPS;
		while (last > 0 && Math.abs(excessAt(shape, (last / STEPS) * width)) < 0.01) last -= 1;
		for (let k = 0; k <= last; k += 1) {
			excess[k * COUNT + place] = excessAt(shape, (k / STEPS) * width);
		}
		farthest = Math.max(farthest, last);
	});
	return { excess, nodes: farthest + 1, reach: farthest / STEPS };
}

interface Moment {
	t0Mjd: number;
	deltaChi2: number;
}

/** Slides all shapes along the light curve. One amplitude for all bands, a level for each. @returns the best moment of each shape */
export function bestMoments(white: WhiteSums, tables: ShapeTable[], widthDays: number): Moment[] {
	const { epochs, total } = white;
	const { firstMjd, lastMjd, bands, mjd } = epochs;
	const best = SHAPES.map((): Moment => ({ t0Mjd: firstMjd, deltaChi2: 0 }));
	const starts = bands.map(({ from }) => from);
	const sums = new Float64Array(3 * COUNT);
	const places = new Int32Array(epochs.n);
	const gain = new Float64Array(COUNT);
	const match = new Float64Array(COUNT);
	const end = lastMjd + 0.4 * widthDays;
	for (let t0Mjd = firstMjd - 0.4 * widthDays; t0Mjd <= end; t0Mjd += TIME_STEP * widthDays) {
		gain.fill(0);
		match.fill(0);
		for (let b = 0; b < bands.length; b += 1) {
			const opens = t0Mjd - tables[b].reach * widthDays;
			while (starts[b] < bands[b].to && mjd[starts[b]] < opens) starts[b] += 1;
			const window = { from: starts[b], to: bands[b].to };
			sumUp(sums, { white, table: tables[b], t0Mjd, widthDays, ...window, places });
			for (let s = 0; s < COUNT; s += 1) {
				gain[s] += sums[3 * s + 1] - sums[3 * s] ** 2 / total[b];
				match[s] += sums[3 * s + 2];
			}
		}
		for (let s = 0; s < COUNT; s += 1) {
			if (!(match[s] > 0 && gain[s] > 0)) continue;
			const deltaChi2 = match[s] ** 2 / gain[s];
			if (deltaChi2 > best[s].deltaChi2) best[s] = { t0Mjd, deltaChi2 };
		}
	}
	return best;
}

interface Slide {
	white: WhiteSums;
	table: ShapeTable;
	t0Mjd: number;
	widthDays: number;
	from: number;
	to: number;
	/** To work in: as long as there are epochs. */
	places: Int32Array;
}

/** Σ w·m, Σ w·m² and Σ residual·m of each shape, written into `sums`; two shapes at a time, whose sums stay in registers. */
function sumUp(sums: Float64Array, slide: Slide): void {
	const { from, places } = slide;
	const { weight, residual } = slide.white;
	const { excess } = slide.table;
	const count = placesIn(slide);
	for (let s = 0; s < COUNT; s += 2) {
		let sum0 = 0;
		let squares0 = 0;
		let match0 = 0;
		let sum1 = 0;
		let squares1 = 0;
		let match1 = 0;
		for (let k = 0; k < count; k += 1) {
			const i = from + k;
			const place = places[k] + s;
			const w = weight[i];
			const r = residual[i];
			const value0 = excess[place];
			const value1 = excess[place + 1];
			const weighted0 = w * value0;
			const weighted1 = w * value1;
			sum0 += weighted0;
			squares0 += weighted0 * value0;
			match0 += r * value0;
			sum1 += weighted1;
			squares1 += weighted1 * value1;
			match1 += r * value1;
		}
		sums[3 * s] = sum0;
		sums[3 * s + 1] = squares0;
		sums[3 * s + 2] = match0;
		sums[3 * s + 3] = sum1;
		sums[3 * s + 4] = squares1;
		sums[3 * s + 5] = match1;
	}
}

/** Where in the table the epochs from `from` on lie, up to the first one past it. @returns how many */
function placesIn({ white, table, t0Mjd, widthDays, from, to, places }: Slide): number {
	const { mjd } = white.epochs;
	const scale = STEPS / widthDays;
	const last = (table.nodes - 1) * COUNT;
	for (let i = from; i < to; i += 1) {
		const place = ((Math.abs(mjd[i] - t0Mjd) * scale + 0.5) | 0) * COUNT;
		if (place > last && mjd[i] > t0Mjd) return i - from;
		// Rounding may leave the first epoch a step outside, where nothing is seen.
		places[i - from] = place > last ? last + COUNT : place;
	}
	return to - from;
}

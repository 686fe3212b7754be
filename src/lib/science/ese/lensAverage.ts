import { lnOneTerm, lnSumExp } from './evidence.ts';
import { dipWidths } from './lensSearch.ts';
import { SHAPES, type ShapeTable, shapeTable, STEPS } from './lensSlide.ts';
import type { WhitenedEpochs } from './noise.ts';
import { COMPACT_FRACTION } from './ordinary.ts';

/** Steps of t₀ in widths: twice as wide as the search's, for an average needs no summit. */
const TIME_STEP = 0.44;
/** What a filter still expects when this little of the unlensed flux is left is forgotten. */
const FORGOTTEN = 0.003;
const AMPLITUDE = { amplitude: COMPACT_FRACTION, isPositive: true };
const COUNT = SHAPES.length;

/**
 * ln of the marginal likelihood of a lens over that of a constant source, both beside the same red noise: the mean over all shapes,
 * widths and moments, not the best of them. Noise has many moments at which some lens fits a little, a lens has one at which it fits
 * well; the best match alone does not know the difference. −Infinity where no lens has room.
 */
export function lnAverageLens(through: WhitenedEpochs, chromatic: number): number {
	const { epochs } = through;
	const tables = epochs.bands.map((band) => shapeTable(band, epochs.bands[0], chromatic));
	const widths = dipWidths(epochs);
	if (widths.length === 0) return -Infinity;
	const ofWidths = widths.map((widthDays) => lnOfWidth(through, tables, widthDays));
	return lnSumExp(ofWidths) - Math.log(widths.length);
}

function lnOfWidth(through: WhitenedEpochs, tables: ShapeTable[], widthDays: number): number {
	const { bands, mjd, firstMjd, lastMjd } = through.epochs;
	const starts = bands.map(({ from }) => from);
	const gains = new Float64Array(COUNT);
	const matches = new Float64Array(COUNT);
	const ln: number[] = [];
	const end = lastMjd + 0.2 * widthDays;
	for (let t0Mjd = firstMjd - 0.2 * widthDays; t0Mjd <= end; t0Mjd += TIME_STEP * widthDays) {
		gains.fill(0);
		matches.fill(0);
		for (let band = 0; band < bands.length; band += 1) {
			const table = tables[band];
			const opens = t0Mjd - table.reach * widthDays;
			while (starts[band] < bands[band].to && mjd[starts[band]] < opens) starts[band] += 1;
			const passage = { table, t0Mjd, widthDays, from: starts[band], band };
			for (let s = 0; s < COUNT; s += 2) addPair(through, passage, s, gains, matches);
		}
		for (let s = 0; s < COUNT; s += 1) ln.push(lnOneTerm(gains[s], matches[s], AMPLITUDE));
	}
	return lnSumExp(ln) - Math.log(ln.length);
}

interface PassageInBand {
	table: ShapeTable;
	t0Mjd: number;
	widthDays: number;
	/** First epoch that sees anything. */
	from: number;
	band: number;
}

/** `matchModel` of shapes s and s + 1 in one band, from the first epoch that sees them until the filter has forgotten them. */
function addPair(
	{ epochs, filter, flux, ones, onesSquared }: WhitenedEpochs,
	{ table, t0Mjd, widthDays, from, band }: PassageInBand,
	s: number,
	gains: Float64Array,
	matches: Float64Array
): void {
	const { a11, a12, a21, a22, k1, k2, inverse } = filter;
	const { mjd } = epochs;
	const { to } = epochs.bands[band];
	const { excess } = table;
	const scale = STEPS / widthDays;
	const last = table.nodes - 1;
	let gainA = 0;
	let gainB = 0;
	let matchA = 0;
	let matchB = 0;
	let levelA = 0;
	let levelB = 0;
	let valueA = 0;
	let valueB = 0;
	let slopeA = 0;
	let slopeB = 0;
	for (let i = from; i < to; i += 1) {
		const since = mjd[i] - t0Mjd;
		const node = (Math.abs(since) * scale + 0.5) | 0;
		const expectedA = a11[i] * valueA + a12[i] * slopeA;
		const expectedB = a11[i] * valueB + a12[i] * slopeB;
		const isPast = node > last && since > 0;
		if (isPast && Math.abs(expectedA) + Math.abs(expectedB) < FORGOTTEN) break;
		const place = node > last ? -1 : node * COUNT + s;
		const missA = (place < 0 ? 0 : excess[place]) - expectedA;
		const missB = (place < 0 ? 0 : excess[place + 1]) - expectedB;
		slopeA = a21[i] * valueA + a22[i] * slopeA + k2[i] * missA;
		slopeB = a21[i] * valueB + a22[i] * slopeB + k2[i] * missB;
		valueA = expectedA + k1[i] * missA;
		valueB = expectedB + k1[i] * missB;
		const whiteA = missA * inverse[i];
		const whiteB = missB * inverse[i];
		gainA += whiteA * whiteA;
		gainB += whiteB * whiteB;
		matchA += whiteA * flux[i];
		matchB += whiteB * flux[i];
		levelA += whiteA * ones[i];
		levelB += whiteB * ones[i];
	}
	gains[s] += gainA - levelA ** 2 / onesSquared[band];
	gains[s + 1] += gainB - levelB ** 2 / onesSquared[band];
	matches[s] += matchA;
	matches[s + 1] += matchB;
}

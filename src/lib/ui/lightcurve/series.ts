import { phaseOf } from '#science/lightcurve/phase.ts';
import { upperLimit } from '#science/lightcurve/upperLimit.ts';
import { weightedMean } from '#science/lightcurve/weightedMean.ts';
import { rowsByBand } from '#science/variability/bands.ts';
import type { CurveOptions, Flux } from '#schema/curveOptions.ts';
import type { LightCurve } from '#schema/source.ts';

export const FLUX_UNIT: Record<Flux, string> = { peak: 'mJy/beam', integrated: 'mJy' };
export const FLUX_NAME: Record<Flux, string> = { peak: 'Peak flux', integrated: 'Integrated flux' };

/** Time laid over one period; days. */
export interface Fold {
	periodDays: number;
	zeroMjd: number;
}

/** Everything that decides how a light curve is drawn. */
export interface CurveLook extends CurveOptions {
	/** Bands left out, by frequency. */
	hiddenMhz: readonly number[];
	fold: Fold | null;
}

export interface Band {
	/** The lowest of its images. */
	frequencyMhz: number;
	/** Measurements in it, by row of the light curve. */
	rows: number[];
}

export interface SeriesPoint {
	/** MJD, or the phase. */
	x: number;
	y: number;
	yMin: number;
	yMax: number;
	/** Index into the light curve's columns. */
	index: number;
}

export type PointKind = 'detected' | 'forced' | 'limit';

/** Points drawn alike. */
export interface Series {
	frequencyMhz: number;
	/** Place of the band, lowest frequency first: gives colour and shape. */
	band: number;
	kind: PointKind;
	points: SeriesPoint[];
}

/** A light curve as it is drawn. */
export interface DrawnCurve {
	series: Series[];
	/** The local rms of each epoch, where it is asked for: x, y and the place of the band. */
	noise: { x: number; y: number; band: number }[];
	/** What could not be drawn and why, as sentences. */
	leftOut: string[];
	/** Ends of a logarithmic axis. */
	floor: number;
	ceiling: number;
}

/** Bands of a light curve, lowest frequency first, so that colours stay the same from source to source. */
export function bandsOf({ frequencyMhz }: Pick<LightCurve, 'frequencyMhz'>): Band[] {
	return rowsByBand(frequencyMhz).map((rows) => ({
		frequencyMhz: rows.reduce((least, row) => Math.min(least, frequencyMhz[row]), Infinity),
		rows
	}));
}

export function fluxColumns(curve: LightCurve, flux: Flux): { flux: number[]; error: number[] } {
	return flux === 'peak'
		? { flux: curve.fluxPeak, error: curve.fluxPeakErr }
		: { flux: curve.fluxInt, error: curve.fluxIntErr };
}

/** What a band's fluxes are divided by: 1, or its weighted mean where that is positive; else NaN. */
export function bandScale(
	curve: LightCurve,
	{ rows }: Band,
	{ flux: kind, normalised }: Pick<CurveOptions, 'flux' | 'normalised'>
): number {
	if (!normalised) return 1;
	const { flux, error } = fluxColumns(curve, kind);
	const mean = weightedMean(flux, error, rows);
	return mean > 0 ? mean : NaN;
}

/** A light curve by band and kind of measurement. */
export function drawCurve(curve: LightCurve, look: CurveLook): DrawnCurve {
	const drawn: DrawnCurve = { series: [], noise: [], leftOut: [], floor: 1, ceiling: 10 };
	let [notMeasured, unknownLimits] = [0, 0];
	for (const [place, band] of bandsOf(curve).entries()) {
		if (look.hiddenMhz.includes(band.frequencyMhz)) continue;
		const scale = bandScale(curve, band, look);
		if (!Number.isFinite(scale)) {
			drawn.leftOut.push(
				`The mean at ${band.frequencyMhz} MHz is not positive: nothing to divide by.`
			);
			continue;
		}
		const points = bandPoints(curve, band, { look, scale });
		notMeasured += points.notMeasured;
		unknownLimits += points.unknownLimits;
		for (const kind of ['detected', 'forced', 'limit'] as const) {
			if (points[kind].length === 0) continue;
			drawn.series.push({
				frequencyMhz: band.frequencyMhz,
				band: place,
				kind,
				points: points[kind]
			});
		}
		if (look.rms) drawn.noise.push(...noiseOf(curve, band, { look, scale, place }));
	}
	if (notMeasured > 0) drawn.leftOut.push(`${notMeasured} without a flux.`);
	if (unknownLimits > 0)
		drawn.leftOut.push(`${unknownLimits} not positive, and without a local rms to give a limit.`);
	if (look.logarithmic) standOnFloor(drawn);
	return drawn;
}

interface BandPoints extends Record<PointKind, SeriesPoint[]> {
	notMeasured: number;
	unknownLimits: number;
}

function bandPoints(
	curve: LightCurve,
	{ rows }: Band,
	{ look, scale }: { look: CurveLook; scale: number }
): BandPoints {
	const points: BandPoints = {
		detected: [],
		forced: [],
		limit: [],
		notMeasured: 0,
		unknownLimits: 0
	};
	const { flux, error } = fluxColumns(curve, look.flux);
	const rule = {
		sigma: look.sigma,
		forcedAreLimits: look.limits,
		isLogarithmic: look.logarithmic
	};
	for (const index of rows) {
		if (!Number.isFinite(flux[index])) {
			points.notMeasured++;
			continue;
		}
		const [localRms, forced] = [curve.localRms[index], curve.forced[index]];
		const limit = upperLimit({ flux: flux[index], localRms, forced }, rule);
		if (Number.isNaN(limit)) {
			points.unknownLimits++;
			continue;
		}
		const y = (limit ?? flux[index]) / scale;
		const bar = limit === null && Number.isFinite(error[index]) ? error[index] / scale : 0;
		const kind = limit !== null ? 'limit' : forced ? 'forced' : 'detected';
		for (const x of placesInTime(curve.mjd[index], look.fold))
			points[kind].push({ x, y, yMin: y - bar, yMax: y + bar, index });
	}
	return points;
}

function noiseOf(
	curve: LightCurve,
	{ rows }: Band,
	{ look, scale, place }: { look: CurveLook; scale: number; place: number }
): DrawnCurve['noise'] {
	return rows
		.filter((row) => curve.localRms[row] > 0)
		.flatMap((row) =>
			placesInTime(curve.mjd[row], look.fold).map((x) => ({
				x,
				y: curve.localRms[row] / scale,
				band: place
			}))
		);
}

/** Two cycles, so that what happens at phase zero is seen whole. */
function placesInTime(mjd: number, fold: Fold | null): number[] {
	if (!fold) return [mjd];
	const phase = phaseOf(mjd, fold);
	return [phase, phase + 1];
}

/** Error bars that reach zero or below end where the logarithmic axis does. */
function standOnFloor(drawn: DrawnCurve): void {
	const points = drawn.series.flatMap(({ points }) => points);
	let [lowest, highest] = [Infinity, 0];
	for (const { y, yMax } of points) {
		lowest = Math.min(lowest, y);
		highest = Math.max(highest, yMax);
	}
	for (const { y } of drawn.noise) lowest = Math.min(lowest, y);
	if (lowest < Infinity) {
		drawn.floor = lowest / 2;
		drawn.ceiling = Math.max(highest, lowest) * 1.3;
	}
	for (const point of points) point.yMin = Math.max(point.yMin, drawn.floor);
}

import { stat } from 'node:fs/promises';
import type { ImageScale } from '#science/ese/commonMode.ts';
import type { Position } from '#science/ese/featureColumns.ts';
import { halphaAt, type HalphaMap } from '#science/ese/halpha.ts';
import { lightCurveFeatures, NOT_ENOUGH } from '#science/ese/lightCurveFeatures.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { installedHalpha } from '#server/files/halphaMap.ts';
import { lightCurvesIn, noRows, type SourceRows } from '#server/files/lightCurveCsv.ts';
import { corrected, ImageRatios } from './featuresImages.ts';

/** One row of the result, by column. */
export interface SourceFeatures {
	source: string;
	ese_score: number;
	best_alternative: string;
	[feature: string]: number | string;
}

/** Of a file; larger ones are read twice instead of being held. */
const MOST_HELD_BYTES = 2 ** 26;

/**
 * The features of every source of a file, in the order in which sources begin in it. A large file is read twice: for the flux scales
 * of images, and for the features. Where the rows of each source stand together one source of it is held at a time, else all are.
 */
export async function* featuresOfFile(
	path: string,
	mostHeldBytes = MOST_HELD_BYTES
): AsyncGenerator<SourceFeatures> {
	const isSmall = (await bytesOf(path)) <= mostHeldBytes;
	const { scales, gathered } = await (isSmall ? gatheredReading(path) : firstReading(path));
	const halpha = await installedHalpha();
	for await (const rows of gathered ?? lightCurvesIn(path)) {
		yield featuresOf(rows, { scales, halpha });
	}
}

interface FirstReading {
	scales: Map<string, ImageScale>;
	/** All sources, if their rows are scattered over the file. */
	gathered: SourceRows[] | null;
}

async function firstReading(path: string): Promise<FirstReading> {
	const ratios = new ImageRatios();
	const seen = new Set<string>();
	for await (const rows of lightCurvesIn(path)) {
		if (seen.has(rows.source)) return gatheredReading(path);
		seen.add(rows.source);
		ratios.add(rows);
	}
	return { scales: ratios.scales(), gathered: null };
}

/** 0 of what has no size, like a pipe: it can be read only once. */
async function bytesOf(path: string): Promise<number> {
	return withFile(path, async () => (await stat(path)).size);
}

async function gatheredReading(path: string): Promise<FirstReading> {
	const bySource = new Map<string, SourceRows>();
	for await (const rows of lightCurvesIn(path)) {
		const known = bySource.get(rows.source) ?? noRows(rows.source);
		bySource.set(rows.source, known);
		append(known, rows);
	}
	const ratios = new ImageRatios();
	for (const rows of bySource.values()) ratios.add(rows);
	return { scales: ratios.scales(), gathered: [...bySource.values()] };
}

function append(known: SourceRows, more: SourceRows): void {
	for (let i = 0; i < more.mjd.length; i += 1) {
		known.mjd.push(more.mjd[i]);
		known.frequencyMhz.push(more.frequencyMhz[i]);
		known.fluxMjy.push(more.fluxMjy[i]);
		known.fluxErrMjy.push(more.fluxErrMjy[i]);
		known.image.push(more.image[i]);
	}
	if (Number.isNaN(known.ra)) known.ra = more.ra;
	if (Number.isNaN(known.dec)) known.dec = more.dec;
}

/** What is the same for all sources. */
interface Setting {
	scales: Map<string, ImageScale>;
	halpha: HalphaMap | null;
}

function featuresOf(measured: SourceRows, { scales, halpha }: Setting): SourceFeatures {
	const { rows, rescaled, correlation } = corrected(measured, scales);
	const position = positionOf(rows, halpha);
	const { eseScore, bestAlternative, numbers } = lightCurveFeatures(rows, position);
	return {
		source: rows.source,
		ese_score: eseScore,
		best_alternative: bestAlternative,
		...numbers,
		images_rescaled: rescaled,
		common_mode_r: correlation,
		common_mode_share: rescaled > 0 ? shareOfImages(measured, numbers.lens_delta_chi2) : 0
	};
}

function positionOf({ ra, dec }: SourceRows, halpha: HalphaMap | null): Position | null {
	if (!Number.isFinite(ra + dec)) return null;
	return halpha ? { ra, dec, halphaRayleigh: halphaAt(halpha, ra, dec) } : { ra, dec };
}

/** The part of the lens's Δχ² that goes when the images' scales are put right (spec/vetting.md §3.5: a veto above one half). */
function shareOfImages(measured: SourceRows, correctedGain: number): number {
	const gain = lightCurveFeatures(measured).numbers.lens_delta_chi2;
	return gain > 0 ? Math.min(1, Math.max(0, 1 - (correctedGain || 0) / gain)) : 0;
}

/** The columns of the result in their order: those of a source without data, which has them all. */
export function featureColumns(): string[] {
	return Object.keys(featuresOf(noRows(''), { scales: new Map(), halpha: null }));
}

export function isScored({ best_alternative }: SourceFeatures): boolean {
	return best_alternative !== NOT_ENOUGH;
}

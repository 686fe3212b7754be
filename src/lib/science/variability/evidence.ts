import { median } from '../stats/median.ts';
import { rowsByBand } from './bands.ts';

/** Columns of a light curve that tell what metrics rest on. */
export interface EvidenceCurve {
	mjd: ArrayLike<number>;
	frequencyMhz: ArrayLike<number>;
	forced: ArrayLike<boolean>;
	imageId: ArrayLike<number>;
	fluxPeak: ArrayLike<number>;
	fluxPeakErr: ArrayLike<number>;
	/** mJy/beam. */
	localRms: ArrayLike<number>;
}

/** What metrics over some epochs rest on. */
export interface Evidence {
	detections: number;
	forced: number;
	/** Images in which it was measured. */
	epochs: number;
	/** Those that count in η: with a finite flux and a positive error. */
	used: number;
	/** Those whose image is marked bad. */
	flagged: number;
	/** MJD, UTC; null without an epoch. */
	firstMjd: number | null;
	lastMjd: number | null;
	/** Of the noise at its place, mJy/beam; null where none was measured. */
	medianRmsMjy: number | null;
}

/** Over all bands, and in each, ascending in frequency. `bad` are the ids of images marked bad. */
export function evidence(
	curve: EvidenceCurve,
	bad: ReadonlySet<number>
): { all: Evidence; bands: (Evidence & { frequencyMhz: number })[] } {
	const rows = Array.from(curve.mjd, (_, row) => row);
	return {
		all: evidenceIn(curve, rows, bad),
		bands: rowsByBand(curve.frequencyMhz).map((epochs) => ({
			frequencyMhz: curve.frequencyMhz[epochs[0]],
			...evidenceIn(curve, epochs, bad)
		}))
	};
}

function evidenceIn(curve: EvidenceCurve, rows: number[], bad: ReadonlySet<number>): Evidence {
	const images = new Set(rows.map((row) => curve.imageId[row]));
	const forced = rows.filter((row) => curve.forced[row]).length;
	const times = rows.map((row) => curve.mjd[row]).sort((a, b) => a - b);
	const rms = rows.map((row) => curve.localRms[row]).filter((value) => value > 0);
	return {
		detections: rows.length - forced,
		forced,
		epochs: images.size,
		used: rows.filter((row) => isUsed(curve, row)).length,
		flagged: [...images].filter((id) => bad.has(id)).length,
		firstMjd: times.at(0) ?? null,
		lastMjd: times.at(-1) ?? null,
		medianRmsMjy: rms.length ? median(rms) : null
	};
}

function isUsed({ fluxPeak, fluxPeakErr }: EvidenceCurve, row: number): boolean {
	const error = fluxPeakErr[row];
	return Number.isFinite(fluxPeak[row]) && error > 0 && error < Infinity;
}

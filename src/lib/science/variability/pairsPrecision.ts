import { pairM, pairVs, type PairedRows, type RowFluxes } from './pairs.ts';

/** What float32 would change too much: fluxes and errors of either side of the pairs, and metrics. */
export interface BeyondFloat32 {
	a: Record<keyof RowFluxes, boolean>;
	b: Record<keyof RowFluxes, boolean>;
	vsPeak: boolean;
	vsInt: boolean;
	mPeak: boolean;
	mInt: boolean;
}

const FLUXES = ['int', 'intErr', 'peak', 'peakErr'] as const satisfies (keyof RowFluxes)[];

/** Whether any value of a column is further than `tolerance` from its float32 (spec/pipeline.md §7.2, of the pairs). */
export function beyondFloat32(rows: PairedRows, tolerance: number): BeyondFloat32 {
	const { bySource, dateMs, flux } = rows;
	const beyond = (value: number) => Math.abs(value - Math.fround(value)) > tolerance;
	const bits = bitsOfRows(flux, dateMs.length, beyond);
	const found = { a: 0, b: 0, vsPeak: false, vsInt: false, mPeak: false, mInt: false };
	for (let source = 0; source + 1 < bySource.start.length; source++) {
		const end = bySource.start[source + 1];
		for (let i = bySource.start[source]; i < end; i++) {
			for (let j = i + 1; j < end; j++) {
				const k = bySource.rows[i];
				const l = bySource.rows[j];
				const swapped = dateMs[l] < dateMs[k];
				found.a |= bits[swapped ? l : k];
				found.b |= bits[swapped ? k : l];
				// Which of the two is the earlier only changes the sign.
				found.vsPeak ||= beyond(
					pairVs(flux.peak[k], flux.peakErr[k], flux.peak[l], flux.peakErr[l])
				);
				found.vsInt ||= beyond(pairVs(flux.int[k], flux.intErr[k], flux.int[l], flux.intErr[l]));
				found.mPeak ||= beyond(pairM(flux.peak[k], flux.peak[l]));
				found.mInt ||= beyond(pairM(flux.int[k], flux.int[l]));
			}
		}
	}
	return { ...found, a: sideOf(found.a), b: sideOf(found.b) };
}

/** One bit of a row's byte for each of its FLUXES that is beyond. */
function bitsOfRows(flux: RowFluxes, n: number, beyond: (value: number) => boolean): Uint8Array {
	const bits = new Uint8Array(n);
	for (const [place, key] of FLUXES.entries())
		for (let k = 0; k < n; k++) if (beyond(flux[key][k])) bits[k] |= 1 << place;
	return bits;
}

function sideOf(bits: number): Record<keyof RowFluxes, boolean> {
	const has = (key: keyof RowFluxes) => (bits & (1 << FLUXES.indexOf(key))) !== 0;
	return { int: has('int'), intErr: has('intErr'), peak: has('peak'), peakErr: has('peakErr') };
}

import type { EpochPair } from '#science/lightcurve/epochPairs.ts';
import type { LightCurve } from '#schema/source.ts';
import { dateOf } from './labels.ts';

/** Pairs of epochs as lines of CSV, with units in the names of the columns. */
export function pairsCsv(curve: LightCurve, pairs: readonly EpochPair[]): string[] {
	const header = 'epoch_a,epoch_b,utc_a,utc_b,mjd_a,mjd_b,frequency_mhz,vs_sigma,m';
	const rows = pairs.map(({ a, b, vs, m }) => [
		a + 1,
		b + 1,
		dateOf(curve.mjd[a]).toISOString(),
		dateOf(curve.mjd[b]).toISOString(),
		curve.mjd[a],
		curve.mjd[b],
		curve.frequencyMhz[a],
		vs,
		m
	]);
	return [header, ...rows.map((row) => row.join(','))].map((line) => `${line}\r\n`);
}

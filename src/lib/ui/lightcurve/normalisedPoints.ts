import { medianGap } from '#science/lightcurve/period.ts';
import type { LightCurve } from '#schema/source.ts';
import { bandScale, bandsOf, fluxColumns, type CurveLook } from './series.ts';

/**
 * Points of the bands shown, each over its band's mean, so that all of them together can be asked for a period; the shortest
 * that makes sense is twice the spacing within a band, as bands are often observed one right after the other.
 */
export function normalisedPoints(
	curve: LightCurve,
	{ flux: kind, hiddenMhz }: Pick<CurveLook, 'flux' | 'hiddenMhz'>
): { mjd: number[]; flux: number[]; error: number[]; shortestDays: number } {
	const { flux, error } = fluxColumns(curve, kind);
	const mjd: number[] = [];
	const points = { mjd, flux: [] as number[], error: [] as number[], shortestDays: Infinity };
	for (const band of bandsOf(curve)) {
		const scale = bandScale(curve, band, { flux: kind, normalised: true });
		if (hiddenMhz.includes(band.frequencyMhz) || Number.isNaN(scale)) continue;
		const gap = medianGap(band.rows.map((row) => curve.mjd[row]));
		if (gap > 0) points.shortestDays = Math.min(points.shortestDays, 2 * gap);
		for (const row of band.rows) {
			points.mjd.push(curve.mjd[row]);
			points.flux.push(flux[row] / scale);
			points.error.push(error[row] / scale);
		}
	}
	return points;
}

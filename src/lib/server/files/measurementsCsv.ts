import type { MeasurementRow } from '#schema/measurementPage.ts';
import { mjdFromMs } from '#science/sky/time.ts';
import { csvLine } from './csvLine.ts';

type Cell = string | number | boolean | null;

/** Units ride in the names. Positions and their errors in degrees ICRS, axes of the fit in arcsec. */
const COLUMNS: readonly [string, (row: MeasurementRow) => Cell][] = [
	['id', ({ id }) => id],
	['name', ({ name }) => name],
	['image_id', ({ image }) => image.id],
	['image', ({ image }) => image.name],
	['datetime_utc', ({ image }) => image.datetime.toISOString()],
	['mjd', ({ image }) => mjdFromMs(image.datetime.getTime())],
	['frequency_mhz', ({ image }) => image.frequencyMhz],
	['ra_deg', ({ ra }) => ra],
	['ra_err_deg', ({ raErr }) => raErr],
	['uncertainty_ew_deg', ({ uncertaintyEw }) => uncertaintyEw],
	['dec_deg', ({ dec }) => dec],
	['dec_err_deg', ({ decErr }) => decErr],
	['uncertainty_ns_deg', ({ uncertaintyNs }) => uncertaintyNs],
	['separation_arcsec', ({ separationArcsec }) => separationArcsec],
	['flux_peak_mjy_beam', ({ fluxPeak }) => fluxPeak],
	['flux_peak_err_mjy_beam', ({ fluxPeakErr }) => fluxPeakErr],
	['flux_peak_isl_ratio', ({ fluxPeakIslRatio }) => fluxPeakIslRatio],
	['flux_int_mjy', ({ fluxInt }) => fluxInt],
	['flux_int_err_mjy', ({ fluxIntErr }) => fluxIntErr],
	['flux_int_isl_ratio', ({ fluxIntIslRatio }) => fluxIntIslRatio],
	['local_rms_mjy_beam', ({ localRms }) => localRms],
	['snr', ({ snr }) => snr],
	['compactness', ({ compactness }) => compactness],
	['bmaj_arcsec', ({ bmaj }) => bmaj],
	['bmin_arcsec', ({ bmin }) => bmin],
	['pa_deg', ({ pa }) => pa],
	['island_id', ({ islandId }) => islandId],
	['component_id', ({ componentId }) => componentId],
	['has_siblings', ({ hasSiblings }) => hasSiblings],
	['forced', ({ forced }) => forced],
	['run_id', ({ run }) => run?.id ?? null],
	['run', ({ run }) => run?.name ?? null],
	['image_mark', ({ mark }) => mark?.kind ?? null]
];

/** RFC 4180, numbers in full, as they come. Empty: not known. */
export async function* measurementsCsv(
	batches: AsyncIterable<MeasurementRow[]>
): AsyncGenerator<Uint8Array> {
	const encoder = new TextEncoder();
	yield encoder.encode(csvLine(COLUMNS.map(([name]) => name)));
	for await (const rows of batches) {
		const lines = rows.map((row) => csvLine(COLUMNS.map(([, value]) => value(row))));
		yield encoder.encode(lines.join(''));
	}
}

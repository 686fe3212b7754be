import type { ImageRow } from '#schema/imagePage.ts';
import type { User } from '#schema/user.ts';
import { mjdFromMs } from '#science/sky/time.ts';
import { csvLine } from '../files/csvLine.ts';
import { allImages } from './images.ts';

type Cell = string | number | null;

const COLUMNS: readonly [string, (image: ImageRow) => Cell][] = [
	['id', ({ id }) => id],
	['name', ({ name }) => name],
	['datetime_utc', ({ datetime }) => datetime.toISOString()],
	['mjd', ({ datetime }) => mjdFromMs(datetime.getTime())],
	['duration_s', ({ durationSeconds }) => durationSeconds],
	['telescope', ({ telescope }) => telescope],
	['polarisation', ({ polarisation }) => polarisation],
	['frequency_mhz', ({ frequencyMhz }) => frequencyMhz],
	['bandwidth_mhz', ({ bandwidthMhz }) => bandwidthMhz],
	['ra_deg', ({ ra }) => ra],
	['dec_deg', ({ dec }) => dec],
	['rms_median_mjy_beam', ({ rmsMedian }) => rmsMedian],
	['rms_min_mjy_beam', ({ rmsMin }) => rmsMin],
	['rms_max_mjy_beam', ({ rmsMax }) => rmsMax],
	['beam_bmaj_deg', ({ beamBmaj }) => beamBmaj],
	['beam_bmin_deg', ({ beamBmin }) => beamBmin],
	['beam_bpa_deg', ({ beamBpa }) => beamBpa],
	['n_measurements', ({ nMeasurements }) => nMeasurements],
	['calibration_strategy', ({ provenance }) => provenance?.calibrationStrategy ?? null],
	['calibrator', ({ provenance }) => provenance?.calibrator ?? null],
	['imaging_parameters', ({ provenance }) => provenance?.imagingParameters ?? null],
	['software_version', ({ provenance }) => provenance?.softwareVersion ?? null],
	['n_runs', ({ nRuns }) => nRuns],
	['mark', ({ mark }) => mark?.kind ?? null],
	['mark_reason', ({ mark }) => mark?.reason ?? null],
	['mark_by', ({ mark }) => mark?.byName ?? null],
	['mark_at_utc', ({ mark }) => mark?.at.toISOString() ?? null]
];

/** The images that the address asks for as CSV (RFC 4180), numbers in full. Empty: not known. */
export async function imagesFile(
	user: User | null,
	address: URLSearchParams
): Promise<{ bytes: Uint8Array<ArrayBuffer>; contentType: string; name: string }> {
	const images = await allImages(user, address);
	const lines = images.map((image) => csvLine(COLUMNS.map(([, value]) => value(image))));
	const text = csvLine(COLUMNS.map(([name]) => name)) + lines.join('');
	return {
		bytes: new TextEncoder().encode(text),
		contentType: 'text/csv; charset=utf-8',
		name: 'images.csv'
	};
}

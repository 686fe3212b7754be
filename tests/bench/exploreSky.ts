import { sourceName } from '#science/sky/sourceName.ts';
import type { Random } from '#science/stats/random.ts';
import { bandMetrics } from '#science/variability/bandMetrics.ts';
import { eta } from '#science/variability/eta.ts';
import { modulation } from '#science/variability/modulation.ts';
import type { NewSource } from '#server/store/sources.ts';

/** A made-up survey: fields of 6.9° on a grid, each seen 20 times in two bands, 10 000 sources to a field. */
export const EPOCHS = 20;
export const SOURCES_PER_FIELD = 10_000;
export const RUN = { runId: 1, revision: 1 };
/** Of this field there is a file with pixels. */
export const FIELD_WITH_PIXELS = 1;

const FIELDS_IN_A_ROW = 10;
const FIELD_STEP_DEG = 7;
const HALF_WIDTH_DEG = 3.4;
const FIRST_DEC = -43.5;
const FIRST_MJD = 60_300;
const DAYS_BETWEEN = 13;
const BANDS = [
	{ frequencyMhz: 887.5, bandwidthMhz: 288, rmsMjy: 0.25, bandId: 1 },
	{ frequencyMhz: 1367.5, bandwidthMhz: 144, rmsMjy: 0.2, bandId: 2 }
];
const DEG = Math.PI / 180;
const FAINTEST_MJY = 1.5;
const BRIGHTEST_MJY = 20_000;
/** One in so many varies by itself; the others by noise and the flux scale. */
const VARIABLE_SHARE = 0.03;
const PAIR_LIMIT = 4.3;

export interface Field {
	index: number;
	ra: number;
	dec: number;
}

export function fieldAt(index: number): Field {
	const dec = FIRST_DEC + FIELD_STEP_DEG * Math.floor(index / FIELDS_IN_A_ROW);
	const step = FIELD_STEP_DEG / Math.cos(dec * DEG);
	return { index, ra: 5 + step * (index % FIELDS_IN_A_ROW), dec };
}

export const fieldsOf = (sources: number) => Math.ceil(sources / SOURCES_PER_FIELD);

/** Every third epoch in the upper band. */
export const bandOf = (epoch: number) => BANDS[Number(epoch % 3 === 2)];
export const mjdOf = (epoch: number) => FIRST_MJD + DAYS_BETWEEN * epoch;
export const imageIdOf = (field: number, epoch: number) => field * EPOCHS + epoch + 1;
export const firstMeasurementIdOf = (imageId: number) => (imageId - 1) * SOURCES_PER_FIELD + 1;

/** The flux above which so many of a thousand sources lie: N(> S) ∝ 1 / S. */
export const fluxAboveWhich = (perMille: number) => (FAINTEST_MJY * 1000) / perMille;

const MJD = Array.from({ length: EPOCHS }, (_, epoch) => mjdOf(epoch));
const FREQUENCY_MHZ = MJD.map((_, epoch) => bandOf(epoch).frequencyMhz);

/** The row-th source of a field with its light curve: η and V come out of the fluxes as the pipeline's do. */
export function sourceOfField(field: Field, row: number, random: Random): NewSource {
	const dec = field.dec + random.between(-HALF_WIDTH_DEG, HALF_WIDTH_DEG);
	const across = random.between(-HALF_WIDTH_DEG, HALF_WIDTH_DEG) / Math.cos(dec * DEG);
	const ra = (field.ra + across + 360) % 360;
	const id = field.index * SOURCES_PER_FIELD + row + 1;
	const lightCurve = curveOf({ field: field.index, row, ra, dec }, random);
	const { forced, fluxPeak, fluxInt, fluxPeakErr, fluxIntErr, localRms } = lightCurve;
	const nMeasForced = forced.reduce((sum, flag) => sum + Number(flag), 0);
	const snr = fluxPeak.map((flux, epoch) => flux / localRms[epoch]);
	const bands = bandMetrics(lightCurve, PAIR_LIMIT);
	const leading = bands[0];
	const isNew = random.uniform() < 0.004;
	const relatedIds = random.uniform() < 0.02 && row > 0 ? [id - 1] : [];
	// One literal: an object put together of many takes five times as long, a million times.
	return {
		id,
		runId: RUN.runId,
		revision: RUN.revision,
		objectId: objectIdOf(id),
		name: sourceName(ra, dec),
		nMeas: EPOCHS,
		nMeasSel: EPOCHS - nMeasForced,
		nMeasForced,
		nSibl: relatedIds.length,
		nRel: relatedIds.length,
		wavgRa: ra,
		wavgDec: dec,
		wavgUncertaintyEw: 0.4 / 3600,
		wavgUncertaintyNs: 0.4 / 3600,
		avgCompactness: 1 + 0.1 * Math.abs(random.normal()),
		minSnr: Math.min(...snr),
		maxSnr: Math.max(...snr),
		avgFluxPeak: mean(fluxPeak),
		avgFluxInt: mean(fluxInt),
		maxFluxPeak: Math.max(...fluxPeak),
		maxFluxInt: Math.max(...fluxInt),
		minFluxPeak: Math.min(...fluxPeak),
		minFluxInt: Math.min(...fluxInt),
		minFluxPeakIslRatio: 1,
		minFluxIntIslRatio: 1,
		vPeak: modulation(fluxPeak),
		vInt: modulation(fluxInt),
		etaPeak: eta(fluxPeak, fluxPeakErr),
		etaInt: eta(fluxInt, fluxIntErr),
		isNew,
		newHighSigma: isNew ? random.logBetween(5, 50) : 0,
		newTrueHighSigma: isNew ? random.logBetween(5, 80) : 0,
		nNeighbourDist: random.logBetween(0.005, 0.2),
		vsAbsSignificantMaxPeak: leading.vsAbsSignificantMaxPeak,
		mAbsSignificantMaxPeak: leading.mAbsSignificantMaxPeak,
		vsAbsSignificantMaxInt: leading.vsAbsSignificantMaxInt,
		mAbsSignificantMaxInt: leading.mAbsSignificantMaxInt,
		bands,
		relatedIds,
		lightCurve
	};
}

/** As many signs as ids have. */
export function objectIdOf(sourceId: number): string {
	return `bench${String((sourceId * 7_368_787) % 10_000_019).padStart(15, 'x')}`;
}

interface CurveAt {
	field: number;
	row: number;
	ra: number;
	dec: number;
}

function curveOf({ field, row, ra, dec }: CurveAt, random: Random) {
	const flux = Math.min(BRIGHTEST_MJY, FAINTEST_MJY / random.uniform());
	const slope = -0.8 + 0.3 * random.normal();
	const isVariable = random.uniform() < VARIABLE_SHARE;
	const depth = isVariable ? 0.2 * Math.exp(0.8 * random.normal()) : 0;
	const column = (value: (epoch: number) => number) => MJD.map((_, epoch) => value(epoch));
	const own = column(() => Math.exp(depth * random.normal() - depth ** 2 / 2));
	const localRms = column((epoch) => bandOf(epoch).rmsMjy * random.between(0.9, 1.2));
	const fluxPeak = column((epoch) => {
		const inBand = flux * (FREQUENCY_MHZ[epoch] / BANDS[0].frequencyMhz) ** slope;
		const scale = 1 + 0.03 * random.normal();
		return inBand * own[epoch] * scale + localRms[epoch] * random.normal();
	});
	const fluxInt = fluxPeak.map((peak, epoch) => 1.05 * peak + 0.1 * localRms[epoch]);
	const images = column((epoch) => imageIdOf(field, epoch));
	const scatter = () => (0.5 * random.normal()) / 3600;
	return {
		mjd: MJD,
		fluxPeak,
		fluxInt,
		localRms,
		frequencyMhz: FREQUENCY_MHZ,
		imageId: images,
		fluxPeakErr: fluxPeak.map((peak, epoch) => Math.hypot(localRms[epoch], 0.03 * peak)),
		fluxIntErr: fluxInt.map((int, epoch) => Math.hypot(1.3 * localRms[epoch], 0.03 * int)),
		forced: fluxPeak.map((peak, epoch) => peak < 5 * localRms[epoch]),
		measurementId: images.map((imageId) => firstMeasurementIdOf(imageId) + row),
		measurementName: images.map((imageId) => `${imageNameOf(imageId)}_component_${row + 1}a`),
		ra: column(() => ra + scatter()),
		dec: column(() => dec + scatter()),
		d2d: column(() => Math.abs(random.normal()) * 0.5),
		dr: column(() => 0)
	};
}

export function imageNameOf(imageId: number): string {
	return `VAST_F${String(Math.ceil(imageId / EPOCHS)).padStart(4, '0')}.SB${10_000 + imageId}`;
}

function mean(values: number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

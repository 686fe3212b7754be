import type { Store } from '#server/store/client.ts';
import { conesearchMeasurements, insertMeasurements } from '#server/store/measurements.ts';
import { packedBlocks } from '#server/store/packedMeasurements.ts';
import { insertSources, readLightCurve, type NewSource } from '#server/store/sources.ts';
import { measurementsAt, positions, type SkyPositions } from './columns.ts';
import { percentile, timed, timesOf, type Row } from './report.ts';

const SOURCES = 25_000;
const EPOCHS = 20;
const READS = 1000;

/** 500 000 measurements and their light curves: write rates, then reads as pages make them. */
export async function benchStore(store: Store): Promise<Row[]> {
	const sky = positions(SOURCES, 7);
	const measurements = SOURCES * EPOCHS;
	const measurementsMs = await writeMeasurements(store, sky);
	const sourcesMs = await writeSources(store, sky);
	const curves = await timesOf(READS, (k) => readLightCurve(store, 1 + ((k * 7919) % SOURCES)));
	const cones = await timesOf(READS, (k) => {
		const source = (k * 6151) % SOURCES;
		const cone = { ra: sky.ra[source], dec: sky.dec[source], radiusDeg: 10 / 3600 };
		return conesearchMeasurements(store, cone);
	});
	return [
		rate(
			'measurements into MongoDB',
			measurements,
			measurementsMs,
			'as column blocks, index included'
		),
		rate(
			'light curves into MongoDB',
			SOURCES,
			sourcesMs,
			`${EPOCHS} points each, indexes included`
		),
		...reads('light curve read', curves, `${EPOCHS} points; trial 0.6 ms`),
		...reads('10″ cone search', cones, `${measurements} measurements stored; trial 0.8 ms`)
	];
}

/** Milliseconds of the writes alone, without making what is written. */
async function writeMeasurements(store: Store, sky: SkyPositions): Promise<number> {
	let spent = 0;
	for (let epoch = 0; epoch < EPOCHS; epoch++) {
		const columns = measurementsAt(sky, 1 + epoch * SOURCES, 1000 + epoch);
		const packed = { blocks: packedBlocks(columns), idOf: (row: number) => columns.id[row] };
		spent += (await timed(() => insertMeasurements(store, { imageId: epoch + 1 }, packed))).ms;
	}
	return spent;
}

async function writeSources(store: Store, sky: SkyPositions): Promise<number> {
	let spent = 0;
	const batch = 1000;
	for (let from = 0; from < SOURCES; from += batch) {
		const numbers = Array.from({ length: batch }, (_, k) => from + k);
		const made = numbers.map((source) => lightCurveSource(source, sky));
		spent += (await timed(() => insertSources(store, made))).ms;
	}
	return spent;
}

function lightCurveSource(index: number, sky: SkyPositions): NewSource {
	const column = (value: number) => new Array<number>(EPOCHS).fill(value);
	const metrics = { nMeas: EPOCHS, nMeasSel: EPOCHS, nMeasForced: 0, nSibl: 0, nRel: 0 };
	// The metrics' values do not matter to a write; their number does.
	const source = {
		...{ id: index + 1, runId: 1, revision: 1, objectId: null, name: `J${index}` },
		...{ ...metrics, wavgRa: sky.ra[index], wavgDec: sky.dec[index], isNew: false },
		...Object.fromEntries(Array.from({ length: 24 }, (_, k) => [`metric${k}`, index / (k + 1)]))
	} as unknown as NewSource;
	const mjd = Array.from({ length: EPOCHS }, (_, epoch) => 60_000 + epoch);
	return {
		...source,
		relatedIds: [],
		lightCurve: {
			...{ mjd, fluxPeak: column(5), fluxPeakErr: column(0.2), fluxInt: column(5.1) },
			...{ fluxIntErr: column(0.3), localRms: column(0.2), frequencyMhz: column(888) },
			...{ imageId: column(1), measurementId: column(index), ra: column(30), dec: column(-40) },
			...{ d2d: column(0.4), dr: column(0), forced: new Array<boolean>(EPOCHS).fill(false) },
			measurementName: mjd.map((day) => `epoch${day}_component_${index}a`)
		}
	};
}

function rate(what: string, n: number, ms: number, note: string): Row {
	return {
		what,
		value: (n / ms) * 1000,
		unit: '/s',
		note: `${n} in ${(ms / 1000).toFixed(1)} s, ${note}`
	};
}

function reads(what: string, times: number[], note: string): Row[] {
	return [50, 95].map((p) => ({
		what: `${what}, p${p}`,
		value: percentile(times, p),
		unit: 'ms',
		note: `${times.length} reads, ${note}`
	}));
}

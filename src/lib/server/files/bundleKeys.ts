import { basename, join } from 'node:path';
import { bundledMeasurements } from './bundle.ts';
import { numbersOf, readParquet, textsOf, type ParquetTable } from './parquetTable.ts';
import type { Storage } from './storage.ts';
import { escapeGlob } from './glob.ts';

/** Gives equal things of two runs the same number. */
export class Numbering {
	#numbers = new Map<string, number>();

	of(key: string): number {
		const known = this.#numbers.get(key);
		if (known !== undefined) return known;
		this.#numbers.set(key, this.#numbers.size);
		return this.#numbers.size - 1;
	}
}

/** A file of measurements, and what its image is called. */
interface MeasurementFile {
	path: string;
	/** The same in both runs. */
	label: string;
}

/** What tells the rows of a run apart whatever their ids are (spec/pipeline.md §9). */
export interface RunKeys {
	measurementFiles: MeasurementFile[];
	/** Measurement id → number. */
	measurement: Map<number, number>;
	/** Source id → number. */
	source: Map<number, number>;
}

interface Numberings {
	text: Numbering;
	measurement: Numbering;
	source: Numbering;
}

export async function runKeys(
	storage: Storage,
	directory: string,
	numberings: Numberings
): Promise<RunKeys> {
	const measurementFiles = await measurementFilesOf(storage, directory);
	const measurement = new Map<number, number>();
	const catalogued = new Set<number>();
	for (const { path, label } of measurementFiles) {
		const table = await readParquet(storage, path, KEY_COLUMNS);
		const ids = numbersOf(table, 'id');
		const forced = numbersOf(table, 'forced');
		for (const [row, key] of measurementKeys(table).entries()) {
			const number = numberings.measurement.of(`${label}\n${key}`);
			measurement.set(ids[row], number);
			if (!forced[row]) catalogued.add(number);
		}
	}
	const source = await sourceNumbers(storage, directory, { measurement, catalogued, numberings });
	return { measurementFiles, measurement, source };
}

/** What measurementKeys needs, beside the id. */
const KEY_COLUMNS = ['id', 'component_id', 'forced', 'ra', 'dec'];

/** Catalogue rows by their component, forced ones by their place among those of the image. */
export function measurementKeys(table: ParquetTable): string[] {
	const component = textsOf(table, 'component_id');
	const forced = numbersOf(table, 'forced');
	const ra = numbersOf(table, 'ra');
	const dec = numbersOf(table, 'dec');
	const keys = component.map((id) => `component ${id}`);
	const rows = [...forced.keys()].filter((row) => forced[row]);
	rows.sort((a, b) => ra[a] - ra[b] || dec[a] - dec[b]);
	for (const [place, row] of rows.entries()) keys[row] = `forced ${place}`;
	return keys;
}

/** An unpacked bundle has the measurements of its images with it; a run directory says where they are. */
async function measurementFilesOf(storage: Storage, directory: string): Promise<MeasurementFile[]> {
	const images = await readParquet(storage, join(directory, 'images.parquet'));
	const paths = textsOf(images, 'measurements_path');
	const files: MeasurementFile[] = [];
	for (const [k, name] of textsOf(images, 'name').entries()) {
		const own = join(directory, bundledMeasurements(name));
		const path = (await storage.exists(own)) ? own : paths[k];
		files.push({ path, label: bundledMeasurements(name) });
	}
	for (const path of await storage.glob(
		join(escapeGlob(directory), 'forced_measurements_*.parquet')
	))
		files.push({ path, label: basename(path) });
	return files;
}

/** Sources by their set of catalogue measurements. */
async function sourceNumbers(
	storage: Storage,
	directory: string,
	keys: { measurement: Map<number, number>; catalogued: Set<number>; numberings: Numberings }
): Promise<Map<number, number>> {
	const associations = await readParquet(storage, join(directory, 'associations.parquet'));
	const measurementIds = numbersOf(associations, 'meas_id');
	const members = new Map<number, number[]>();
	for (const [row, source] of numbersOf(associations, 'source_id').entries()) {
		const number = keys.measurement.get(measurementIds[row]) ?? -1;
		const own = members.get(source) ?? [];
		if (keys.catalogued.has(number)) own.push(number);
		members.set(source, own);
	}
	const sources = new Map<number, number>();
	for (const [source, own] of members)
		sources.set(source, keys.numberings.source.of(own.sort((a, b) => a - b).join(' ')));
	return sources;
}

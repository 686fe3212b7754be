import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Random } from '#science/stats/random.ts';
import { SOURCE_FIELDS } from '#schema/sourceFilter.ts';
import { TAG } from './exploreLoad.ts';
import {
	EPOCHS,
	fieldAt,
	fieldsOf,
	FIELD_WITH_PIXELS,
	fluxAboveWhich,
	imageIdOf,
	SOURCES_PER_FIELD
} from './exploreSky.ts';
import {
	fetched,
	memoryMiB,
	percentiles,
	requests,
	streamedFile,
	type Visitor
} from './exploreVisitor.ts';
import { timed, type Row } from './report.ts';

const CALLS = 60;
const COLD_CALLS = 20;
const TARGET = 'wanted ≤ 150 ms';
const run = promisify(execFile);

/** Questions about sources over HTTP: the page and the same of the API, no question twice. */
export async function benchQueries(visitor: Visitor, sources: number, pid: number): Promise<Row[]> {
	const random = new Random(5);
	const number = (low: number, high: number) => random.between(low, high).toFixed(4);
	const cone = () => {
		const { ra, dec } = fieldAt(random.integer(fieldsOf(sources)));
		const at = `${(ra + random.between(-2, 2) + 360) % 360} ${dec + random.between(-2, 2)}`;
		return `at=${encodeURIComponent(at)}&radius=30&radiusUnit=arcmin`;
	};
	const thresholds = () =>
		`run=latest&min_etaPeak=${number(1.2, 3)}&min_vPeak=${number(0.05, 0.15)}&sort=maxFluxPeak&order=desc`;
	const tagged = () =>
		`tagsAny=${encodeURIComponent(TAG)}&min_avgFluxPeak=${number(1, 2)}&sort=etaPeak&order=desc`;
	const deepest = Math.min(5000, Math.floor(sources / 200));
	const deep = () =>
		`run=latest&sort=etaPeak&order=desc&size=100&page=${deepest - random.integer(deepest / 10)}`;
	const fields = Object.keys(SOURCE_FIELDS);
	const whole = (k: number) => `run=latest&sort=${fields[k % fields.length]}&order=desc`;
	const first = await timed(() => fetched(visitor, `/sources?${thresholds()}`));
	const rows: Row[] = [
		{
			...{ what: 'first query after the start', value: first.ms, unit: 'ms' },
			note: 'columns come from the database'
		}
	];
	const asked = [
		['cone of 30′', cone],
		['two thresholds, sorted', thresholds],
		['with a tag', tagged],
		[`deep page (about ${deepest})`, deep],
		['whole run, sorted anew', whole]
	] as const;
	for (const [what, address] of asked) {
		for (const [kind, path] of [
			['page', '/sources'],
			['API', '/api/v1/sources']
		]) {
			const pathOf = (k: number) => `${path}?${address(k)}`;
			rows.push(
				...(await requests(visitor, {
					what: `${kind}: ${what}`,
					calls: CALLS,
					pathOf,
					note: TARGET
				}))
			);
		}
	}
	rows.push({
		what: 'web process',
		value: await memoryMiB(pid),
		unit: 'MiB',
		note: 'after all of it'
	});
	return rows;
}

/** A tenth of the sources as files, streamed. */
export async function benchExports(visitor: Visitor, sources: number, pid: number): Promise<Row[]> {
	const rows: Row[] = [];
	for (const ending of ['csv', 'parquet']) {
		const path = `/sources/export.${ending}?run=latest&min_avgFluxPeak=${fluxAboveWhich(100)}`;
		const { lines, bytes, ms, before, most } = await streamedFile(visitor, path, pid);
		const count = ending === 'csv' ? lines : sources / 10;
		rows.push(
			{
				...{ what: `export ${ending}`, value: (count / ms) * 1000, unit: 'rows/s' },
				note: `${count} rows, ${(bytes / 2 ** 20).toFixed(0)} MiB in ${(ms / 1000).toFixed(1)} s`
			},
			{
				...{ what: `export ${ending}: memory`, value: most - before, unit: 'MiB' },
				note: `more at most than the ${before.toFixed(0)} MiB before; flat`
			}
		);
	}
	return rows;
}

/** Squares of 2′ from an image of 10 000² pixels: cold (out of nobody's cache), then the same again. */
export async function benchCutouts(visitor: Visitor, imagePath: string): Promise<Row[]> {
	const random = new Random(9);
	const { ra, dec } = fieldAt(FIELD_WITH_PIXELS);
	const places = Array.from({ length: COLD_CALLS }, (_, k) => ({
		imageId: imageIdOf(FIELD_WITH_PIXELS, k % EPOCHS),
		ra: (ra + random.between(-3, 3)).toFixed(6),
		dec: (dec + random.between(-3, 3)).toFixed(6)
	}));
	const kinds = {
		FITS: (at: (typeof places)[number]) =>
			`/api/v1/images/${at.imageId}/cutout?ra=${at.ra}&dec=${at.dec}&size=2&format=fits`,
		PNG: (at: (typeof places)[number]) =>
			`/cutouts/${at.imageId}.png?ra=${at.ra}&dec=${at.dec}&sizeArcsec=120&low=-0.0005&high=0.004&v=1`
	};
	const rows: Row[] = [];
	for (const [kind, pathOf] of Object.entries(kinds)) {
		for (const cold of [true, false]) {
			const times: number[] = [];
			for (const place of places) {
				if (cold) await forgetFile(imagePath);
				times.push((await timed(() => fetched(visitor, pathOf(place)))).ms);
			}
			const note = cold ? 'wanted ≤ 100 ms; file not in the system’s cache' : 'the same again';
			rows.push(...percentiles(`cutout ${kind}, ${cold ? 'cold' : 'warm'}`, times, note));
		}
	}
	return rows;
}

/** Ids of sources whose images have pixels. */
export function sourcesWithPixels(count: number): number[] {
	const step = Math.floor(SOURCES_PER_FIELD / count);
	return Array.from(
		{ length: count },
		(_, k) => FIELD_WITH_PIXELS * SOURCES_PER_FIELD + 1 + k * step
	);
}

/** Drops a file's pages from the system's cache, where `dd` can. */
async function forgetFile(path: string): Promise<void> {
	await run('dd', [`if=${path}`, 'iflag=nocache', 'count=0']).catch(() => undefined);
}

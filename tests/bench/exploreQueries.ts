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
	type Requests,
	type Visitor
} from './exploreVisitor.ts';
import { timed, type Row } from './report.ts';

const CALLS = 60;
const COLD_CALLS = 20;
const EXPORTED = 100_000;
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
			const asking = { what: `${kind}: ${what}`, calls: CALLS, pathOf, note: TARGET };
			rows.push(...(await requests(visitor, pid, asking)));
		}
	}
	rows.push(...(await benchOthers(visitor, pid)));
	rows.push({
		what: 'web process',
		value: await memoryMiB(pid),
		unit: 'MiB',
		note: 'after all of it'
	});
	return rows;
}

/** What is asked for beside a table: a part of the sky, plots, and the first page there is. */
async function benchOthers(visitor: Visitor, pid: number): Promise<Row[]> {
	const random = new Random(6);
	const moc = () => {
		const cell = random.integer(12 * 4 ** 5 - 100);
		return `/api/v1/sources?run=latest&moc=${encodeURIComponent(`5/${cell}-${cell + 99}`)}`;
	};
	const others: Requests[] = [
		{ what: 'API: another MOC', calls: COLD_CALLS, pathOf: moc, note: TARGET },
		{
			...{ what: 'six columns of all', calls: 10, note: 'as bytes' },
			pathOf: () =>
				'/api/v1/sources/columns?run=latest&fields=ra,dec,etaPeak,vPeak,maxFluxPeak,nMeas'
		},
		{
			...{ what: 'six histograms of all', calls: 10, note: 'of the form’s sliders' },
			pathOf: () =>
				'/sources/histograms?run=latest&hist=etaPeak,vPeak,maxFluxPeak,nMeas,minSnr,nRel'
		},
		{ what: 'home page', calls: COLD_CALLS, pathOf: () => '/', note: 'wanted ≤ 200 ms' }
	];
	const rows: Row[] = [];
	for (const asking of others) rows.push(...(await requests(visitor, pid, asking)));
	return rows;
}

/** The brightest hundred thousand, or all where there are fewer, as files. */
export async function benchExports(visitor: Visitor, sources: number, pid: number): Promise<Row[]> {
	const rows: Row[] = [];
	// The mean of what is measured lies a little below the flux that was drawn.
	const perMille = Math.min(1000, (1.1 * 1000 * EXPORTED) / sources);
	const question = `run=latest&min_avgFluxPeak=${perMille < 1000 ? fluxAboveWhich(perMille) : 0}`;
	const listed = await fetched(visitor, `/api/v1/sources?${question}&limit=1`);
	// What the route promises.
	const { count } = JSON.parse(new TextDecoder().decode(listed)) as { count: number };
	for (const ending of ['csv', 'parquet']) {
		const path = `/sources/export.${ending}?${question}`;
		const { bytes, ms, before, most } = await streamedFile(visitor, path, pid);
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

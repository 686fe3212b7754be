import type { RequestEvent } from '@sveltejs/kit';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { readVotable } from '#server/files/votable.ts';
import { outcomes } from '#server/hooks/outcomes.ts';
import { sourceExport } from '#server/queries/sourceExport.ts';
import { collection, store } from '#server/store/client.ts';
import { linkSources } from '#server/store/sources.ts';
import type { User } from '#schema/user.ts';
import { GET } from '../../src/routes/sources/export.[format]/+server.ts';
import {
	commandId,
	insertAll,
	makeObject,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ana: User;

const SOURCES = 2345;
/** η of every source by its id; NaN: not measured. */
const eta = new Map<number, number>();
const HOSTILE = '=J0000}"<&,\n(x)';

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	await makeRun(1, 'Deep field/α 1');
	await makeRun(2, 'second');
	const sources = Array.from({ length: SOURCES }, (_, i) => {
		const id = i + 1;
		eta.set(id, i % 10 === 0 ? NaN : ((i * 7919) % 1000) / 7);
		return newSource(id, {
			...{ runId: 1, ra: (i * 0.1537) % 360, dec: -80 + i * 0.05, etaPeak: eta.get(id) ?? NaN },
			...{ isNew: i % 3 === 0, nNeighbourDist: 0.1, newHighSigma: 5 },
			...(id === 7 && { name: HOSTILE })
		});
	});
	await insertAll([...sources, newSource(9001, { runId: 2, ra: 10, dec: 10 })]);
	const object = await makeObject({ ra: 10, dec: 10 });
	await linkSources(store(), [{ sourceId: 5, objectId: object.id }]);
	// Seen by transactions once a later write has reached the disk.
	await collection<{ _id: number }>(store(), 'sources').updateOne(
		{ _id: 1 },
		{ $set: { nRel: 0 } }
	);
	await applyTag({ user: ana }, { commandId: commandId(), objectId: object.id, tag: 'flare star' });
});

/** What the route answers to the very text a client sends. */
async function get(format: string, query: string, user: User | null = ana): Promise<Response> {
	const url = new URL(`http://localhost/sources/export.${format}?${query}`);
	const event = { url, params: { format }, locals: { user, outcomes: outcomes(user) } };
	// The route reads no more of its event than this.
	return GET(event as unknown as RequestEvent as Parameters<typeof GET>[0]);
}

async function bytesOf(format: string, query: string): Promise<Buffer> {
	const response = await get(format, query);
	expect(response.status).toBe(200);
	return Buffer.from(await response.arrayBuffer());
}

/** As the page sorts them: those without the number come last, equal ones by their id. */
function byEtaDescending(): number[] {
	return [...eta.keys()].sort((a, b) => {
		const [etaA, etaB] = [eta.get(a) ?? NaN, eta.get(b) ?? NaN];
		if (Number.isNaN(etaA) || Number.isNaN(etaB))
			return Number(Number.isNaN(etaA)) - Number(Number.isNaN(etaB)) || a - b;
		return etaB - etaA || a - b;
	});
}

const ALL = 'run=1&sort=etaPeak&order=desc&page=3&size=25';

describe('the whole answer in the order of the page, whatever its page, as', () => {
	test('CSV, with units in the header; nothing in it is a formula', async () => {
		const text = (await bytesOf('csv', ALL)).toString();
		const rows = parse<Record<string, string>>(text, {
			columns: true,
			record_delimiter: '\r\n'
		});
		expect(rows.map(({ source_id }) => Number(source_id))).toEqual(byEtaDescending());
		for (const row of rows) {
			const known = eta.get(Number(row.source_id)) ?? NaN;
			expect(row.eta_peak).toBe(Number.isNaN(known) ? '' : String(known));
			expect(row.new_high_sigma).toBe(row.is_new === 'true' ? '5' : '');
			expect(Number(row.n_neighbour_dist_arcmin)).toBeCloseTo(6, 9);
		}
		expect(rows.find(({ source_id }) => source_id === '7')?.name).toBe(`'${HOSTILE}`);
		expect(rows.find(({ source_id }) => source_id === '5')?.tags).toBe('flare star');
		expect(Object.keys(rows[0])).toEqual(
			expect.arrayContaining(['wavg_ra_deg', 'avg_flux_peak_mjy_beam', 'avg_flux_int_mjy'])
		);
		expect(rows[0]).not.toHaveProperty('separation_arcsec');
	});

	test('a workbook that another program reads', async () => {
		const book = new ExcelJS.Workbook();
		// Its own idea of a Buffer is older than ours.
		await book.xlsx.load((await bytesOf('xlsx', ALL)) as unknown as ArrayBuffer);
		const sheet = book.getWorksheet('Sources');
		const names = (sheet?.getRow(1).values as string[]).slice(1);
		expect(names.slice(0, 2)).toEqual(['source_id', 'run_id']);
		const ids = sheet?.getColumn(1).values.slice(2);
		expect(ids).toEqual(byEtaDescending());
		const row = byEtaDescending().indexOf(7) + 2;
		expect(sheet?.getRow(row).getCell(names.indexOf('name') + 1).value).toBe(HOSTILE);
		expect(sheet?.getRow(2).getCell(names.indexOf('eta_peak') + 1).value).toBe(
			eta.get(byEtaDescending()[0])
		);
		const about = book.getWorksheet('About');
		expect(about?.getColumn(1).values).toEqual(expect.arrayContaining(names));
	});

	test('a VOTable, with units and UCDs', async () => {
		const text = (await bytesOf('vot', ALL)).toString();
		const { columns, rows } = readVotable(text);
		expect(rows.map(([id]) => Number(id))).toEqual(byEtaDescending());
		expect(text).toContain(`nrows="${SOURCES}"`);
		expect(text).toMatch(
			/<FIELD name="wavg_ra" datatype="double" unit="deg" ucd="pos.eq.ra;meta.main" ref="icrs">/
		);
		expect(text).toMatch(
			/<FIELD name="avg_flux_peak" datatype="double" unit="mJy\/beam" ucd="phot/
		);
		const hostile = rows.find(([id]) => id === '7');
		expect(hostile?.[columns.indexOf('name')]).toBe(HOSTILE);
		const unmeasured = rows.find(([id]) => id === '1');
		expect(unmeasured?.[columns.indexOf('eta_peak')]).toBe('');
	});

	test('Parquet, with units in the metadata', async () => {
		const bytes = await bytesOf('parquet', ALL);
		const file = Uint8Array.from(bytes).buffer;
		const rows = await parquetReadObjects({ file });
		expect(rows.map(({ source_id }) => Number(source_id))).toEqual(byEtaDescending());
		for (const { source_id, eta_peak } of rows) {
			const known = eta.get(Number(source_id)) ?? NaN;
			expect(eta_peak).toBe(Number.isNaN(known) ? null : known);
		}
		expect(rows.find(({ source_id }) => source_id === 7n)).toMatchObject({ name: HOSTILE });
		const said = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === 'columns');
		expect(JSON.parse(said?.value ?? '')).toMatchObject({
			avg_flux_int: { unit: 'mJy' },
			n_neighbour_dist: { unit: 'arcmin' }
		});
	});

	test('DS9 regions, which no name breaks out of', async () => {
		const lines = (await bytesOf('reg', ALL)).toString().split('\n');
		const drawn = lines.filter((line) => !line.startsWith('#') && line !== '').slice(2);
		const ids = drawn.map((line) => {
			const found =
				/^circle\(\d+\.\d{7},-?\d+\.\d{7},15"\) # (?:color=yellow )?text=\{[^{}"'\\]*, source (\d+)\}$/.exec(
					line
				);
			return Number(found?.[1]);
		});
		expect(ids).toEqual(byEtaDescending());
		expect(lines.at(-2)).toBe(`# end of ${SOURCES} sources`);
	});
});

describe('an export', () => {
	test('has the columns chosen, in their order, after the number of the source', async () => {
		const text = (await bytesOf('csv', 'run=1&named=7,8&columns=vPeak,wavgDec,runName')).toString();
		expect(text.split('\r\n')[0]).toBe('source_id,v_peak,wavg_dec_deg,run');
	});

	test('says how far sources are from the positions asked for', async () => {
		const text = (await bytesOf('csv', 'run=2&at=10 10.0005&radius=5')).toString();
		const [row] = parse<Record<string, string>>(text, { columns: true });
		expect(Number(row.separation_arcsec)).toBeCloseTo(1.8, 6);
	});

	test('of nothing is a file of no rows in every format', async () => {
		const none = 'run=1&min_etaPeak=1000000';
		expect(parse((await bytesOf('csv', none)).toString(), { columns: true })).toEqual([]);
		expect(readVotable((await bytesOf('vot', none)).toString()).rows).toEqual([]);
		const file = Uint8Array.from(await bytesOf('parquet', none)).buffer;
		expect(await parquetReadObjects({ file })).toEqual([]);
		expect((await bytesOf('reg', none)).toString()).toMatch(/icrs\n# end of 0 sources\n$/);
		const book = new ExcelJS.Workbook();
		await book.xlsx.load((await bytesOf('xlsx', none)) as unknown as ArrayBuffer);
		expect(book.getWorksheet('Sources')?.rowCount).toBe(1);
	});

	test('is called by its run and date, in letters any system takes', async () => {
		const today = new Date().toISOString().slice(0, 10);
		const disposition = async (query: string) =>
			(await get('csv', query)).headers.get('content-disposition');
		expect(await disposition('run=1')).toBe(
			`attachment; filename*=UTF-8''Deep-field-1-sources-${today}.csv`
		);
		expect(await disposition('run=all')).toContain(`2-runs-sources-${today}.csv`);
	});

	test.each([
		['csv', 'columns=password', 'columns'],
		['csv', 'columns=name,constructor', 'columns'],
		['csv', 'min_etaPeak[$gt]=5', 'min_etaPeak[$gt]'],
		['csv', 'min_etaPeak=much', 'min_etaPeak'],
		['parquet', 'at=25:00:00 -30:00:00', 'at'],
		['reg', 'run=99', 'run'],
		['vot', 'sort=password', 'sort'],
		['exe', 'run=1', 'format'],
		['constructor', 'run=1', 'format'],
		['../csv', 'run=1', 'format']
	])('.%s?%s is refused with the field and the reason', async (format, query, field) => {
		const response = await get(format, query);
		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({ field, reason: expect.any(String) as string });
	});

	test('is for those who may look', async () => {
		expect((await get('csv', 'run=1', null)).status).toBe(401);
	});

	test.each(['csv', 'xlsx', 'vot', 'parquet', 'reg'])(
		'as .%s breaks off when sources are deleted midway',
		async (format) => {
			const { bytes } = await sourceExport(ana, new URLSearchParams('run=2'), format);
			const kept = await collection<{ _id: number }>(store(), 'sources').findOne({ _id: 9001 });
			await collection<{ _id: number }>(store(), 'sources').deleteOne({ _id: 9001 });
			try {
				await expect(new Response(bytes).arrayBuffer()).rejects.toThrow();
			} finally {
				if (kept) await collection<{ _id: number }>(store(), 'sources').insertOne(kept);
			}
		}
	);

	test.each(['csv', 'xlsx', 'vot', 'parquet', 'reg'])('as .%s can be given up', async (format) => {
		const { bytes } = await sourceExport(ana, new URLSearchParams('run=1'), format);
		const reader = bytes.getReader();
		expect((await reader.read()).done).toBe(false);
		await reader.cancel();
		await expect(reader.read()).resolves.toMatchObject({ done: true });
	});
});

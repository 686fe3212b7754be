import { beforeAll, describe, expect, test } from 'vitest';
import { addRow, changeRow, deleteRow } from '#server/commands/watchlists/rows.ts';
import { importRows } from '#server/commands/watchlists/importRows.ts';
import {
	changeWatchlist,
	createWatchlist,
	deleteWatchlist
} from '#server/commands/watchlists/settings.ts';
import { listWatchlists, watchlistCsv } from '#server/queries/watching.ts';
import { watchlistAnswer, watchlistPage } from '#server/queries/watchlistPage.ts';
import { collection, store } from '#server/store/client.ts';
import { objectsOfWatchlist } from '#server/store/watchlistRows.ts';
import { WATCHLIST_SORTS, type Watchlist } from '#schema/watch.ts';
import { Random } from '#science/stats/random.ts';
import type { User } from '#schema/user.ts';
import { commandId, makeObject, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let admin: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	admin = await makeUser('root', 'admin');
});

function makeList(user: User, more: object = {}): Promise<Watchlist> {
	const settings = { name: 'pulsars', radiusArcsec: 10, ...more };
	return createWatchlist({ user }, { commandId: commandId(), ...settings });
}

function take(user: User, { id }: Watchlist, text: string, more: object = {}) {
	const file = { bytes: new TextEncoder().encode(text), fileName: 'list.csv' };
	return importRows({ user }, { commandId: commandId(), watchlistId: id, ...more }, file);
}

function add(user: User, { id }: Watchlist, row: object) {
	return addRow({ user }, { commandId: commandId(), watchlistId: id, radiusArcsec: '', ...row });
}

const pageOf = (user: User, { id }: Watchlist, asked: Record<string, string> = {}) =>
	watchlistPage(user, id, new URLSearchParams(asked));

describe('an import', () => {
	test('takes degrees and base sixty, and the list’s radius where a row names none', async () => {
		const list = await makeList(ana);
		const text = 'name,dec,ra,radius\nA,-29.5,150,\nB,-29:58:39,09:59:56.0,30\n';
		expect(await take(ana, list, text)).toBe(2);
		const { rows, total, watchlist } = await pageOf(ana, list);
		expect(total).toBe(2);
		expect(watchlist.nRows).toBe(2);
		expect(rows[0]).toMatchObject({ name: 'A', ra: 150, dec: -29.5, radiusArcsec: 10, place: 1 });
		expect(rows[1].ra).toBeCloseTo(149.98333, 4);
		expect(rows[1]).toMatchObject({ name: 'B', radiusArcsec: 30, place: 2 });
	});

	test('of a table without a header reads ra, dec, name, radius', async () => {
		const list = await makeList(ana);
		await take(ana, list, '150,-30,X,5\n151,-31,Y,6\n');
		const { rows } = await pageOf(ana, list);
		expect(rows.map(({ name, radiusArcsec }) => [name, radiusArcsec])).toEqual([
			['X', 5],
			['Y', 6]
		]);
	});

	test('of a VOTable', async () => {
		const list = await makeList(ana);
		const text = `<VOTABLE><RESOURCE><TABLE><FIELD name="RAJ2000"/><FIELD name="DEJ2000"/><FIELD name="Name"/>
			<DATA><TABLEDATA><TR><TD>10.5</TD><TD>-20.25</TD><TD>PKS</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>`;
		expect(await take(ana, list, text)).toBe(1);
		expect((await pageOf(ana, list)).rows[0]).toMatchObject({ ra: 10.5, dec: -20.25, name: 'PKS' });
	});

	test('with bad coordinates names the lines and imports nothing', async () => {
		const list = await makeList(ana);
		await take(ana, list, 'ra,dec\n1,1\n');
		const text = 'ra,dec,name\n10,-20,fine\n400,0,far\n\n10,-95,deep\nabc,0,word\n11,-21,fine\n';
		await expect(take(ana, list, text)).rejects.toMatchObject({
			code: 'Invalid',
			field: 'file',
			message: expect.stringMatching(
				/3 of 5 rows.*line 3: “400” is no right ascension; line 5: “-95” is no declination; line 6: “abc”/
			) as string
		});
		expect((await pageOf(ana, list)).total).toBe(1);
	});

	test.each([
		['an empty file', '', /is empty/],
		['a header alone', 'ra,dec\n', /has no rows/],
		['other columns', 'x,y\n1,2\n', /no columns ra and dec/],
		['a radius above 1800 arcsec', 'ra,dec,radius\n1,2,1801\n', /line 2: “1801” is no radius/],
		['a negative radius', 'ra,dec,radius\n1,2,-1\n', /line 2: “-1” is no radius/],
		['an unclosed quote', 'ra,dec,name\n1,2,"x\n', /cannot be read as CSV/],
		['a VOTable cut short', '<VOTABLE><RESOURCE>', /VOTable/]
	])('refuses %s', async (_, text, sentence) => {
		const list = await makeList(ana);
		await expect(take(ana, list, text)).rejects.toMatchObject({
			code: 'Invalid',
			message: expect.stringMatching(sentence) as string
		});
		expect((await pageOf(ana, list)).total).toBe(0);
	});

	test('in place of what is there replaces it in one step', async () => {
		const list = await makeList(ana);
		await take(ana, list, '1,1\n2,2\n');
		await take(ana, list, '3,3\n', { how: 'replace' });
		const { rows, watchlist } = await pageOf(ana, list);
		expect(rows.map(({ ra }) => ra)).toEqual([3]);
		expect(watchlist.nRows).toBe(1);
	});

	test('knows the objects that are there already', async () => {
		const list = await makeList(ana);
		const object = await makeObject({ ra: 359.9999, dec: 5 });
		await take(ana, list, '0.0001,5,across zero,10\n180,5,nothing,10\n');
		expect(await objectsOfWatchlist(store(), list.id)).toEqual([
			{ objectId: object.id, rowName: 'across zero' }
		]);
		expect((await pageOf(ana, list)).rows[0].object?.id).toBe(object.id);
	});
});

test('what is exported is what was imported, for 300 random rows', async () => {
	const random = new Random('export');
	const list = await makeList(ana);
	const names = ['plain', 'with, comma', 'a "quoted" one', 'tab\there', '=SUM(A1)', '# hash', ''];
	const rows = Array.from({ length: 300 }, (_, i) => ({
		ra: String(random.between(0, 360)),
		dec: String(random.between(-90, 90)),
		name: names[i % names.length],
		radiusArcsec: String(1 + random.integer(1800))
	}));
	for (const row of rows.slice(0, 7)) await add(ana, list, row);
	await take(
		ana,
		list,
		'ra,dec,name,radius\n' +
			rows
				.slice(7)
				.map(({ ra, dec, name, radiusArcsec }) =>
					[ra, dec, `"${name.replaceAll('"', '""')}"`, radiusArcsec].join()
				)
				.join('\n')
	);
	const csv = new TextDecoder().decode(await watchlistCsv(ana, list.id));
	const copy = await makeList(ana);
	await take(ana, copy, csv);
	const again = new TextDecoder().decode(await watchlistCsv(ana, copy.id));
	expect(again.split('\n').length).toBe(302);
	expect(again).toBe(csv);
});

describe('a row', () => {
	test('is added, changed in place and deleted, and what it was is given back', async () => {
		const list = await makeList(ana);
		const row = await add(ana, list, { ra: '10:00:00', dec: '-30', name: 'first' });
		expect(row).toMatchObject({ ra: 150, dec: -30, radiusArcsec: 10 });
		const change = { commandId: commandId(), watchlistId: list.id, rowId: row.id };
		await changeRow(
			{ user: ana },
			{ ...change, ra: '151', dec: '-31', name: 'x', radiusArcsec: 20 }
		);
		expect((await pageOf(ana, list)).rows[0]).toMatchObject({ ra: 151, name: 'x', place: 1 });
		const gone = await deleteRow({ user: ana }, { ...change, commandId: commandId() });
		expect(gone).toMatchObject({ ra: 151, name: 'x' });
		expect((await pageOf(ana, list)).watchlist.nRows).toBe(0);
	});

	test.each([
		[{ ra: '361', dec: '0' }, 'ra'],
		[{ ra: '1', dec: '91' }, 'dec'],
		[{ ra: '1', dec: '1', radiusArcsec: '1801' }, 'radiusArcsec'],
		[{ ra: '', dec: '1' }, 'ra']
	])('with %j is refused by its field', async (row, field) => {
		const list = await makeList(ana);
		await expect(add(ana, list, row)).rejects.toMatchObject({ code: 'Invalid', field });
	});

	test('is found by a part of its name and by its position', async () => {
		const list = await makeList(ana);
		await take(ana, list, '150,-30,PSR J1000-3000\n10,10,Cyg A\n150.1,-30,near\n');
		const names = async (q: string) =>
			(await pageOf(ana, list, { q })).rows.map(({ name }) => name);
		expect(await names('cyg')).toEqual(['Cyg A']);
		expect(await names('.*')).toEqual([]);
		expect(await names('10:00:00 -30:00:00')).toEqual(['PSR J1000-3000', 'near']);
		expect(await names('10.0 10.0')).toEqual(['Cyg A']);
	});
});

describe('the rows of a watchlist, page by page', () => {
	const random = new Random('pages');
	/** Many alike: in their names, their positions and their radii. */
	const line = () =>
		`${random.integer(4)},${random.integer(4)},${['', 'A', 'A b', 'Z'][random.integer(4)]},${1 + random.integer(3)}`;
	const lines = (n: number) => Array.from({ length: n }, line).join('\n');
	let list: Watchlist;
	beforeAll(async () => {
		list = await makeList(ana);
		await take(ana, list, lines(60));
		// Their places are those of others too.
		await collection(store(), 'watchlistRows').updateMany({ place: { $gt: 40 } }, [
			{ $set: { place: { $subtract: ['$place', 20] } } }
		]);
	});
	const answer = (query: Record<string, string>, after: string | null, limit: number) =>
		watchlistAnswer(ana, list.id, new URLSearchParams(query), { after, limit });

	test.each(WATCHLIST_SORTS.flatMap((sort) => ['asc', 'desc'].map((order) => ({ sort, order }))))(
		'by $sort, $order, are each met once, forwards and backwards',
		async (query) => {
			const whole = (await answer(query, null, 1000)).rows.map(({ id }) => id);
			expect(new Set(whole).size).toBe(60);
			const met: string[] = [];
			let part = await answer(query, null, 7);
			for (;;) {
				expect(part.first).toBe(met.length);
				met.push(...part.rows.map(({ id }) => id));
				if (part.next === null) break;
				part = await answer(query, part.next, 7);
			}
			expect(met).toEqual(whole);
			const back = await answer({ ...query, before: part.earlier ?? '' }, null, 1000);
			expect(back.rows.map(({ id }) => id)).toEqual(whole.slice(0, part.first));
			expect(back.earlier).toBeNull();
		}
	);

	test('which come and go meanwhile, leave out none of the others and repeat none', async () => {
		for (const sort of WATCHLIST_SORTS) {
			const staying = (await answer({ sort }, null, 1000)).rows.map(({ id }) => id);
			const met: string[] = [];
			let passing: string[] = [];
			for (let after: string | null = null, more = true; more;) {
				const part = await answer({ sort }, after, 5 + random.integer(9));
				met.push(...part.rows.map(({ id }) => id));
				after = part.next;
				more = after !== null;
				for (const rowId of passing)
					await deleteRow({ user: ana }, { commandId: commandId(), watchlistId: list.id, rowId });
				const [ra, dec, name] = line().split(',');
				passing = [(await add(ana, list, { ra, dec, name })).id];
				// Also the very row one goes on from goes away.
				const last = part.rows.at(-1);
				if (last && !staying.includes(last.id)) passing.push(last.id);
				passing = [...new Set(passing)];
			}
			expect(new Set(met).size, sort).toBe(met.length);
			const others = new Set(staying);
			expect(
				met.filter((id) => others.has(id)),
				sort
			).toEqual(staying);
		}
	});

	test('are gone on with from a row that is gone', async () => {
		const { rows, next } = await answer({ sort: 'name' }, null, 10);
		const rest = (await answer({ sort: 'name' }, next, 1000)).rows;
		const gone = { commandId: commandId(), watchlistId: list.id, rowId: rows[9].id };
		await deleteRow({ user: ana }, gone);
		expect((await answer({ sort: 'name' }, next, 1000)).rows).toEqual(rest);
	});

	test('can be asked for by number still; what cannot be read is said and left out', async () => {
		const { rows, first, problems } = await pageOf(ana, list, { page: '2' });
		expect([rows, first, problems]).toEqual([[], 0, []]);
		const said = await pageOf(ana, list, { page: 'two', sort: 'colour', after: 'x', of: 'y' });
		expect(said.problems.map(({ field }) => field)).toEqual(['sort', 'page', 'after', 'of']);
		expect(said.first).toBe(0);
		expect(said.rows.length).toBeGreaterThan(50);
	});

	test.each(['17 abc', '17 abc x y', '17 abc '])('do not go on by RA from %j', async (after) => {
		await expect(answer({ sort: 'ra' }, after, 9)).rejects.toMatchObject({
			code: 'Invalid',
			field: 'after'
		});
	});
});

describe('a private watchlist', () => {
	let list: Watchlist;
	beforeAll(async () => {
		list = await makeList(ben);
		await take(ben, list, '1,1,secret\n');
	});

	test.each(['ana', 'root'])('is not there for %s', async (username) => {
		const user = username === 'ana' ? ana : admin;
		const missing = { code: 'NotFound' };
		const named = { commandId: commandId(), watchlistId: list.id };
		expect((await listWatchlists(user)).map(({ id }) => id)).not.toContain(list.id);
		await expect(pageOf(user, list)).rejects.toMatchObject(missing);
		await expect(watchlistCsv(user, list.id)).rejects.toMatchObject(missing);
		await expect(take(user, list, '1,1\n')).rejects.toMatchObject(missing);
		await expect(add(user, list, { ra: '1', dec: '1' })).rejects.toMatchObject(missing);
		await expect(deleteWatchlist({ user }, named)).rejects.toMatchObject(missing);
	});

	test('shared, can be read by everybody and changed by its owner and an administrator only', async () => {
		const settings = { ...list, commandId: commandId(), watchlistId: list.id, shared: true };
		await changeWatchlist({ user: ben }, settings);
		expect((await pageOf(ana, list)).allowed.change).toBe(false);
		await expect(take(ana, list, '1,1\n')).rejects.toMatchObject({ code: 'NotPermitted' });
		expect((await pageOf(admin, list)).allowed.change).toBe(true);
	});
});

test('a deleted watchlist takes its rows with it', async () => {
	const list = await makeList(ana);
	await take(ana, list, '1,1\n2,2\n');
	await deleteWatchlist({ user: ana }, { commandId: commandId(), watchlistId: list.id });
	expect(await collection(store(), 'watchlistRows').countDocuments({ watchlistId: list.id })).toBe(
		0
	);
	await expect(pageOf(ana, list)).rejects.toMatchObject({ code: 'NotFound' });
});

test('an import sent twice at once is one import', async () => {
	const list = await makeList(ana);
	const command = { commandId: commandId(), watchlistId: list.id };
	const file = { bytes: new TextEncoder().encode('1,1\n2,2\n'), fileName: 'a.csv' };
	await Promise.all([1, 2, 3].map(() => importRows({ user: ana }, command, file)));
	expect((await pageOf(ana, list)).watchlist.nRows).toBe(2);
	expect((await pageOf(ana, list)).total).toBe(2);
});

test('20 000 rows are imported, paged, edited and exported', async () => {
	const random = new Random('many');
	const lines = Array.from(
		{ length: 20_000 },
		(_, i) => `${random.between(0, 360)},${random.between(-90, 90)},row ${i},5`
	);
	const list = await makeList(ana);
	expect(await take(ana, list, lines.join('\n'))).toBe(20_000);
	const last = await pageOf(ana, list, { page: '200' });
	expect(last.rows.at(-1)?.name).toBe('row 19999');
	const named = await pageOf(ana, list, { sort: 'name', q: 'row 777' });
	expect(named.total).toBe(11);
	const change = { commandId: commandId(), watchlistId: list.id, rowId: last.rows[0].id };
	await changeRow({ user: ana }, { ...change, ra: '1', dec: '1', name: 'moved', radiusArcsec: 5 });
	const { rows } = await pageOf(ana, list, { page: '200' });
	expect(rows[0]).toMatchObject({ name: 'moved', ra: 1 });
	expect((await watchlistCsv(ana, list.id)).length).toBeGreaterThan(8e5);
}, 120_000);

import { beforeAll, describe, expect, test } from 'vitest';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { toggleFavourite } from '#server/commands/favourites.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { answer } from '#server/queries/sources/answer.ts';
import { answeredColumns } from '#server/queries/sources/answeredColumns.ts';
import { answeredRows } from '#server/queries/sources/answeredRows.ts';
import { placeInAnswer } from '#server/queries/sources/placeInAnswer.ts';
import { sourcesPage } from '#server/queries/sources/sourcesPage.ts';
import { collection, inTransaction, store } from '#server/store/client.ts';
import { newId } from '#server/store/ids.ts';
import { badImagesKey, putMark } from '#server/store/imageMarks.ts';
import { saveColumns } from '#server/store/sourceColumns.ts';
import { deleteRevisionsExcept, linkSources, type NewSource } from '#server/store/sources.ts';
import type { SourceOrder, SourceQuery } from '#schema/sourceQuery.ts';
import { readSourceOrder } from '#schema/sourceOrder.ts';
import { readSourceQuery } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { sourceName } from '#science/sky/sourceName.ts';
import { Random } from '#science/stats/random.ts';
import {
	commandId,
	insertAll,
	makeCandidate,
	makeObject,
	makeQueue,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
const random = new Random(17);
const newest: NewSource[] = [];
const older: NewSource[] = [];
/** Object of every source of the newest run whose id is even. */
const objectOf = new Map<number, string>();

function scattered(id: number, runId: number): NewSource {
	// Around RA 0 and towards the pole, where a wrong search shows.
	const ra = (350 + random.uniform() * 20) % 360;
	const dec = 80 + random.uniform() * 10;
	return newSource(id, {
		...{ runId, ra, dec, name: sourceName(ra, dec) },
		etaPeak: random.uniform() < 0.2 ? NaN : Math.round(random.uniform() * 50),
		vPeak: random.uniform(),
		isNew: random.uniform() < 0.3,
		nSibl: random.integer(2),
		nNeighbourDist: random.uniform() / 10
	});
}

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	await makeRun(1, 'older');
	await makeRun(2, 'newest');
	for (let id = 1; id <= 150; id++) older.push(scattered(id, 1));
	for (let id = 1001; id <= 1150; id++) newest.push(scattered(id, 2));
	await insertAll([...older, ...newest]);
	for (const { id, wavgRa: ra, wavgDec: dec } of newest.filter((_, i) => i < 20 && i % 2 === 0))
		objectOf.set(id, (await makeObject({ ra, dec })).id);
	await linkSources(
		store(),
		[...objectOf].map(([sourceId, objectId]) => ({ sourceId, objectId }))
	);
	// Seen by transactions once a later write has reached the disk.
	await collection<{ _id: number }>(store(), 'sources').updateOne(
		{ _id: 1 },
		{ $set: { nRel: 0 } }
	);
});

function asked(address: string): SourceQuery {
	const { query, problems } = readSourceQuery(new URLSearchParams(address));
	expect(problems).toEqual([]);
	return query;
}

async function idsOf(address: string, user = ana): Promise<number[]> {
	const { sourceId } = await answeredColumns(user, asked(address), []);
	return [...sourceId];
}

const page = (address: string, user = ana) => sourcesPage(user, new URLSearchParams(address));

describe('what answers a question', () => {
	test('is what answers it by definition, source by source, in 120 random questions', async () => {
		const sources = [...newest, ...older];
		for (let i = 0; i < 120; i++) {
			const [min, max] = [random.uniform() * 40, 10 + random.uniform() * 40];
			const centre = { ra: random.uniform() * 359, dec: 80 + random.uniform() * 10 };
			const radiusDeg = random.uniform() * 12;
			const run = ['latest', 'all', '1'][random.integer(3)];
			const parts = {
				min_etaPeak: random.uniform() < 0.5 ? String(min) : '',
				max_etaPeak: random.uniform() < 0.5 ? String(Math.max(min, max)) : '',
				max_vPeak: random.uniform() < 0.3 ? '0.6' : '',
				at: random.uniform() < 0.5 ? `${centre.ra.toFixed(9)} ${centre.dec.toFixed(9)}` : '',
				new: random.uniform() < 0.3 ? 'on' : '',
				noSiblings: random.uniform() < 0.3 ? 'on' : ''
			};
			const said = new URLSearchParams({
				run,
				...parts,
				radius: String(radiusDeg),
				radiusUnit: 'deg'
			});
			const place = { ra: Number(centre.ra.toFixed(9)), dec: Number(centre.dec.toFixed(9)) };
			const expected = sources.filter((source) => {
				const isInRun = run === 'all' || source.runId === (run === '1' ? 1 : 2);
				const apart = separationDeg(place.ra, place.dec, source.wavgRa, source.wavgDec);
				const holds: [string, boolean][] = [
					[parts.min_etaPeak, source.etaPeak >= min],
					[parts.max_etaPeak, source.etaPeak <= Math.max(min, max)],
					[parts.max_vPeak, source.vPeak <= 0.6],
					[parts.at, apart <= radiusDeg],
					[parts.new, source.isNew],
					[parts.noSiblings, source.nSibl === 0]
				];
				return isInRun && holds.every(([condition, isMet]) => condition === '' || isMet);
			});
			expect(await idsOf(said.toString()), said.toString()).toEqual(expected.map(({ id }) => id));
		}
	});

	test('is paged in one order: every page together is every source once, what was not measured last', async () => {
		for (const order of ['asc', 'desc'] as const) {
			const shown: number[] = [];
			const etas: number[] = [];
			for (let at = 1; at <= 6; at++) {
				const { rows } = await page(`run=all&sort=etaPeak&order=${order}&size=50&page=${at}`);
				for (const { id, etaPeak } of rows ?? []) {
					shown.push(id);
					etas.push(etaPeak);
				}
			}
			expect(new Set(shown).size).toBe(300);
			const measured = etas.filter((eta) => !Number.isNaN(eta));
			const sorted = [...measured].sort((a, b) => (order === 'asc' ? a - b : b - a));
			expect(etas.slice(0, measured.length)).toEqual(sorted);
			expect(etas.slice(measured.length).every(Number.isNaN)).toBe(true);
		}
	});

	test('a page behind the last is the last', async () => {
		const { order, rows } = await page('run=all&size=100&page=999');
		expect(order.page).toBe(3);
		expect(rows).toHaveLength(100);
	});

	test('names come in the order of their letters', async () => {
		const { rows } = await page('run=1&sort=name&size=250');
		const names = (rows ?? []).map(({ name }) => name);
		expect(names).toEqual([...names].sort());
	});

	test('an address that asks nothing is answered with nothing, and says how much there is', async () => {
		const shown = await page('');
		expect(shown).toMatchObject({ rows: null, count: 0, runNames: ['newest'] });
		expect(await page('sort=etaPeak&radius=5')).toMatchObject({ rows: null });
	});
});

describe('the next source', () => {
	test('follows the question, there and back, in every order', async () => {
		for (const address of [
			'run=all&sort=etaPeak&order=desc',
			'run=1&sort=name',
			'min_vPeak=0.5&sort=ra'
		]) {
			const order = readSourceOrder(new URLSearchParams(address));
			const { batches } = await answeredRows(ana, asked(address), order);
			const ids: number[] = [];
			for await (const rows of batches) ids.push(...rows.map(({ id }) => id));
			for (const at of [0, 1, Math.floor(ids.length / 2), ids.length - 1]) {
				const place = await placeInAnswer(ana, asked(address), order, ids[at]);
				expect(place).toEqual({
					previousId: ids[at - 1] ?? null,
					nextId: ids[at + 1] ?? null,
					position: at + 1,
					count: ids.length
				});
			}
		}
	});

	test('of a source that no longer answers is the one behind where it would be', async () => {
		const order: SourceOrder = { sort: 'vPeak', order: 'asc', page: 1, size: 50 };
		const low = newest.filter(({ vPeak }) => vPeak < 0.5).sort((a, b) => b.vPeak - a.vPeak)[0];
		const above = newest.filter(({ vPeak }) => vPeak >= 0.5).sort((a, b) => a.vPeak - b.vPeak);
		expect(await placeInAnswer(ana, asked('min_vPeak=0.5'), order, low.id)).toEqual({
			previousId: null,
			nextId: above[0].id,
			position: 0,
			count: above.length
		});
		expect(await placeInAnswer(ana, asked('min_vPeak=0.5'), order, 99)).toMatchObject({
			position: 0,
			nextId: null
		});
	});
});

describe('places', () => {
	test('are read in any form, and what was understood is told with each', async () => {
		const { wavgRa, wavgDec } = newest[0];
		const { places, rows } = await page(
			`at=${encodeURIComponent(`${wavgRa.toFixed(7)}, ${wavgDec.toFixed(7)}\n00 00 10 -45 00 00`)}&radius=1`
		);
		expect(places.map(({ understood }) => understood)).toEqual([
			expect.stringContaining('ICRS') as string,
			expect.stringContaining('RA 00:00:10.00 Dec -45:00:00.0') as string
		]);
		expect(rows?.map(({ id }) => id)).toEqual([newest[0].id]);
		expect(rows?.[0].separationArcsec).toBeLessThan(0.01);
	});

	test('can be names of objects, whole or their only beginning', async () => {
		const id = [...objectOf.keys()][0];
		const name = 'FRB 20201124A';
		await collection<{ _id: string }>(store(), 'objects').updateOne(
			{ _id: objectOf.get(id) },
			{ $set: { name } }
		);
		expect(await idsOf('at=FRB+20201124A&radius=1')).toEqual([id]);
		expect(await idsOf('at=FRB+2020&radius=1')).toEqual([id]);
	});

	test('that mean nothing are refused with their line; nothing is answered', async () => {
		const shown = await page('at=10+10%0Anowhere&radius=1');
		expect(shown.rows).toBeNull();
		expect(shown.problems).toEqual([
			{ field: 'at', reason: expect.stringMatching(/^Line 2: /) as string }
		]);
		await expect(answer(ana, asked('at=nowhere'))).rejects.toMatchObject({
			code: 'Invalid',
			field: 'at'
		});
	});

	test('a polygon over RA 0 and a MOC of the same sky keep the same', async () => {
		const inPolygon = await idsOf('polygon=355+82,5+82,5+86,355+86');
		const expected = newest.filter(({ wavgRa, wavgDec }) => {
			const isInside = (wavgRa > 355 || wavgRa < 5) && wavgDec > 82.02 && wavgDec < 85.98;
			return isInside;
		});
		for (const { id } of expected) expect(inPolygon).toContain(id);
		const everywhere = await idsOf('moc=0/0-11');
		expect(everywhere).toHaveLength(150);
		expect(await idsOf('moc=0/4-11')).toEqual([]);
	});
});

describe('labels', () => {
	test('by tags: any, all, none; a tag nobody has used keeps nothing', async () => {
		const [first, second, third] = [...objectOf];
		for (const [[, objectId], tag] of [
			[first, 'ese'],
			[second, 'ese'],
			[second, 'flare'],
			[third, 'flare']
		] as const)
			await applyTag({ user: ana }, { commandId: commandId(), objectId, tag });
		expect(await idsOf('tagsAny=ese,flare')).toEqual([first[0], second[0], third[0]]);
		expect(await idsOf('tagsAll=ese,flare')).toEqual([second[0]]);
		expect(await idsOf('tagsAny=ese&tagsNone=Flare')).toEqual([first[0]]);
		expect(await idsOf('tagsNone=ese,flare')).toHaveLength(147);
		expect(await idsOf('tagsAny=never-used')).toEqual([]);
		const { rows } = await page('tagsAll=ese,flare');
		expect(rows?.[0].tags).toEqual(['ese', 'flare']);
		expect(await idsOf('text=flar')).toEqual([second[0], third[0]]);
	});

	test('a favourite is one’s own', async () => {
		const [id, objectId] = [...objectOf][4];
		await toggleFavourite({ user: ben }, { commandId: commandId(), objectId });
		expect(await idsOf('watch=favourite', ben)).toEqual([id]);
		expect(await idsOf('watch=favourite', ana)).toEqual([]);
		expect((await page('watch=favourite', ben)).rows?.[0].isFavourite).toBe(true);
	});

	test('votes: one’s own, anybody’s, nobody’s; a blind vote says no more than that there is one', async () => {
		const [id, objectId] = [...objectOf][5];
		const queue = await makeQueue('blind', 2);
		const candidate = await makeCandidate(queue, { objectId });
		await castVote(
			{ user: ben },
			{ commandId: commandId(), candidateId: candidate.id, classKey: 'ese', confidence: 'likely' }
		);
		expect(await idsOf('votes=mine', ben)).toEqual([id]);
		expect(await idsOf('votes=mine', ana)).toEqual([]);
		expect(await idsOf('votes=anybody', ana)).toEqual([id]);
		expect(await idsOf('votes=none', ana)).toHaveLength(149);
		expect(await idsOf('votes=notMine', ben)).toHaveLength(149);
		expect(await idsOf('verdict=ese', ana)).toEqual([]);
		expect(await idsOf('verdict=none', ana)).toHaveLength(150);
	});

	test('votes of named people, of a class, in open queues; withdrawn and replaced ones are none', async () => {
		const [[first, firstObject], [second, secondObject]] = [...objectOf].slice(6, 8);
		const queue = await makeQueue('open', 2);
		const on = async (objectId: string) => (await makeCandidate(queue, { objectId })).id;
		const [candidateId, otherId] = [await on(firstObject), await on(secondObject)];
		const cast = (user: User, id: string, classKey: string) =>
			castVote(
				{ user },
				{ commandId: commandId(), candidateId: id, classKey, confidence: 'likely' }
			);
		await cast(ben, candidateId, 'agn');
		await cast(ana, candidateId, 'unsure');
		await cast(ana, otherId, 'agn');
		const both = [first, second].sort((a, b) => a - b);
		const ids = async (address: string) => (await idsOf(address, ana)).sort((a, b) => a - b);
		expect(await ids('votedBy=ana')).toEqual(both);
		expect(await ids('votedBy=@Ana&votedAs=agn')).toEqual([second]);
		expect(await ids('votedAs=agn')).toEqual(both);
		expect(await ids('votedAs=unsure,pulsar')).toEqual([first]);
		expect(await ids('votedBy=ben&votedAs=agn&votes=mine')).toEqual([first]);
		await cast(ana, otherId, 'pulsar');
		expect(await ids('votedBy=ana&votedAs=agn')).toEqual([]);
		const unknown = await page('votedBy=ana,nobody-here', ana);
		expect(unknown).toMatchObject({ rows: null, problems: [{ field: 'votedBy' }] });
		expect(unknown.problems[0].reason).toContain('nobody-here');
	});

	test('a watchlist that is not shared is nobody else’s to ask about', async () => {
		const shown = await page('watchlist=unknown');
		expect(shown).toMatchObject({
			rows: null,
			problems: [{ field: 'watchlist', reason: 'This watchlist does not exist.' }]
		});
	});
});

describe('names and ids', () => {
	test('whole, begun, with VAST and spaces, or the number of a source', async () => {
		const [one, two] = newest;
		expect(await idsOf(`named=${encodeURIComponent(`VAST ${one.name}`)},${two.id}`)).toEqual([
			one.id,
			two.id
		]);
		const begun = newest.filter(({ name }) => name.startsWith('J23')).map(({ id }) => id);
		expect(await idsOf('named=j23')).toEqual(begun);
		expect(await idsOf('named=nothing-of-the-kind')).toEqual([]);
	});
});

describe('the basis', () => {
	test('a variant’s columns answer in place of those as measured, rows say its numbers', async () => {
		const asMeasured = await idsOf('min_etaPeak=77');
		expect(asMeasured).toEqual([]);
		expect(await page('min_etaPeak=77&basis=good')).toMatchObject({ count: 0, notes: [] });
		await collection<{ _id: number }>(store(), 'runs').updateOne(
			{ _id: 2 },
			{ $set: { imageIds: [5] } }
		);
		const said = { reason: 'stripes', undoes: null, byId: ana.id, byName: 'ANA', at: new Date() };
		await inTransaction(store(), (transaction) =>
			putMark(store(), { id: newId(), imageId: 5, kind: 'bad', ...said }, transaction)
		);
		const early = await page('min_etaPeak=77&basis=good');
		expect(early.notes[0]).toMatch(/still being worked out/);
		const variant = await badImagesKey(store(), 2);
		const etaPeak = Float64Array.from(newest, () => 77);
		await saveColumns(store(), { runId: 2, revision: 1 }, variant, { etaPeak });
		const { rows, count, notes } = await page('min_etaPeak=77&basis=good');
		expect(count).toBe(150);
		expect(notes).toEqual(['The numbers of run newest leave out 1 bad image.']);
		expect(rows?.[0]).toMatchObject({ etaPeak: 77, vPeak: expect.any(Number) as number });
		expect(await idsOf('min_etaPeak=77')).toEqual([]);
	});
});

describe('histograms', () => {
	test('count everything the rest of the question keeps, whatever the range of their own field', async () => {
		const { histograms } = await page('min_etaPeak=30&max_vPeak=0.5&hist=etaPeak,vPeak');
		const [eta, v] = ['etaPeak', 'vPeak'].map((field) =>
			histograms.find((histogram) => histogram.field === field)
		);
		const sum = (counts: number[] = []) => counts.reduce((total, count) => total + count, 0);
		const slow = newest.filter(({ vPeak }) => vPeak <= 0.5);
		expect(sum(eta?.counts) + (eta?.outside ?? 0)).toBe(slow.length);
		expect(sum(v?.counts)).toBe(newest.filter(({ etaPeak }) => etaPeak >= 30).length);
	});
});

test('a run that is cleared takes its columns with it', async () => {
	await makeRun(9, 'short-lived');
	await insertAll([newSource(9001, { runId: 9, ra: 10, dec: 10 })]);
	expect(await idsOf('run=9')).toEqual([9001]);
	await deleteRevisionsExcept(store(), 9, []);
	const left = await collection(store(), 'sourceColumns').countDocuments({ runId: 9 });
	expect(left).toBe(0);
});

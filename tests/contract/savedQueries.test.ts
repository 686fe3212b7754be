import { beforeAll, describe, expect, test } from 'vitest';
import { deleteQuery, forkQuery, saveQuery } from '#server/commands/savedQueries/saveQuery.ts';
import { subscribeToQuery } from '#server/commands/savedQueries/subscribe.ts';
import { tellSubscribers } from '#server/commands/savedQueries/tellSubscribers.ts';
import { savedQueryRows } from '#server/queries/savedQueries.ts';
import { answeredColumns } from '#server/queries/sources/answeredColumns.ts';
import { collection, store } from '#server/store/client.ts';
import { widenSavedQueries } from '#server/store/savedQueries.ts';
import { sourcesKept } from '#server/store/sourceSearch.ts';
import type { SourceFilter } from '#schema/sourceFilter.ts';
import type { User } from '#schema/user.ts';
import { isKept } from '#science/variability/sourceFilter.ts';
import { Random } from '#science/stats/random.ts';
import { commandId, insertAll, makeRun, makeUser, newSource, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
const random = new Random(11);
const sources = Array.from({ length: 120 }, (_, i) =>
	newSource(1000 + i, {
		runId: 1,
		ra: (359 + random.uniform() * 3) % 360,
		dec: -89 + random.uniform() * 3,
		etaPeak: random.uniform() < 0.2 ? NaN : random.uniform() * 50,
		vPeak: random.uniform(),
		isNew: random.uniform() < 0.3
	})
);

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'viewer');
	await makeRun(1, 'first');
	await insertAll(sources);
});

const query = 'run=latest&min_etaPeak=25';
const save = (user: User, more: object = {}) =>
	saveQuery({ user }, { name: 'strong', query, ...more });

test('60 random filters keep in the database what they keep by the definition', async () => {
	for (let i = 0; i < 60; i++) {
		const asked: SourceFilter = {
			conditions: (['etaPeak', 'vPeak'] as const).slice(random.integer(3)).map((field) => ({
				field,
				is: random.uniform() < 0.5 ? 'atLeast' : 'atMost',
				value: random.uniform() * (field === 'etaPeak' ? 50 : 1)
			})),
			cone:
				random.uniform() < 0.5
					? null
					: { ra: random.uniform() * 359, dec: -88, radiusDeg: 0.1 + random.uniform() * 100 },
			newOnly: random.uniform() < 0.3
		};
		const kept = await sourcesKept(store(), { runId: 1, revision: 1 }, asked);
		const expected = sources
			.filter((source) => isKept({ ...source, eseScore: NaN }, asked))
			.map(({ id }) => id);
		expect(
			kept.map(({ id }) => id),
			JSON.stringify(asked)
		).toEqual(expected);
	}
});

describe('a saved query', () => {
	test('is its owner’s to see and to change until it is shared', async () => {
		const { id } = await save(ben);
		expect(await savedQueryRows(ana)).toEqual([]);
		await expect(save(ana, { queryId: id })).rejects.toMatchObject({ code: 'NotFound' });
		await save(ben, { queryId: id, shared: 'on', name: 'stronger' });
		const [row] = await savedQueryRows(ana);
		expect(row).toMatchObject({ name: 'stronger', allowed: { change: false } });
		await expect(save(ana, { queryId: id })).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(deleteQuery({ user: ana }, { queryId: id })).rejects.toMatchObject({
			code: 'NotPermitted'
		});
	});

	test('that is shared can be forked; the fork is private, one’s own, and stays when the first goes', async () => {
		const { id } = await save(ben, { name: 'to fork', shared: true });
		const fork = await forkQuery({ user: ana }, { queryId: id });
		expect(fork).toMatchObject({ ownerId: ana.id, shared: false, forkedFromId: id });
		const again = await forkQuery({ user: ana }, { queryId: id });
		expect(again.name).toBe('to fork (fork) 2');
		await deleteQuery({ user: ben }, { queryId: id });
		expect((await savedQueryRows(ana)).map(({ name }) => name)).toContain('to fork (fork)');
	});

	test('is saved from an address, or from the question itself, as the same', async () => {
		const one = await save(ben, { name: 'address', query: 'run=1&at=0+-88&radius=30&new=on' });
		const two = await save(ben, { name: 'question', query: JSON.stringify(one.query) });
		expect(two.query).toEqual(one.query);
		expect(one.query.places).toEqual([{ said: '0 -88', frame: 'icrs', radiusDeg: 30 / 3600 }]);
	});

	test('sent twice is saved once', async () => {
		const sent = { commandId: commandId(), name: 'once' };
		const [one, two] = await Promise.all([save(ana, sent), save(ana, sent)]);
		expect(one.id).toBe(two.id);
	});

	test.each<[string, object, string, RegExp]>([
		['without a name', { name: ' ' }, 'Invalid', /Give the query a name/],
		['without a condition', { query: 'run=1&basis=good' }, 'Invalid', /at least one condition/],
		['of a run that is not there', { query: 'run=99&new=on' }, 'NotFound', /no run 99/],
		['of a name one has used', { name: 'taken' }, 'Conflict', /a query “taken” already/],
		['that is no JSON', { query: '{' }, 'Invalid', /cannot be read/],
		['of a field no source has', { query: '{"numbers":[{"field":"password"}]}' }, 'Invalid', /./],
		['of a place nowhere', { query: 'at=nowhere' }, 'Invalid', /nowhere/],
		['with operators', { query: { runs: { $gt: 0 } } }, 'Invalid', /cannot be read/],
		['of a range that is none', { query: 'min_vPeak=2&max_vPeak=1' }, 'Invalid', /below/]
	])('%s is refused', async (_, more, code, sentence) => {
		await save(ana, { name: 'taken' }).catch(() => undefined);
		await expect(save(ana, more)).rejects.toMatchObject({
			code,
			message: expect.stringMatching(sentence) as string
		});
	});
});

describe('whoever subscribed to a query', () => {
	const subscribe = (user: User, queryId: string, subscribed = true) =>
		subscribeToQuery({ user }, { commandId: commandId(), queryId, subscribed });
	const told = async ({ id: userId }: User, queryId: string) => {
		const filter = { userId, key: new RegExp(`^query ${queryId} `) };
		return store().db.collection('notifications').find(filter).toArray();
	};

	test('is told after a run what fits, once, as long as they may see it and want to', async () => {
		const { id } = await save(ben, { name: 'told of', shared: true });
		await subscribe(ana, id);
		expect((await savedQueryRows(ana)).find((row) => row.id === id)?.subscribed).toBe(true);
		expect((await savedQueryRows(ben)).find((row) => row.id === id)?.subscribed).toBe(false);
		await tellSubscribers(1, 'published');
		await tellSubscribers(1, 'published');
		await tellSubscribers(1, 'scored');
		const fitting = sources.filter(({ etaPeak }) => etaPeak >= 25).length;
		const [news, ...others] = await told(ana, id);
		expect(others).toEqual([]);
		expect(news).toMatchObject({
			kind: 'query',
			title: `${fitting} sources fit “told of” in run first`
		});
		expect(news.href).toContain('run=1');
		expect(await told(ben, id)).toEqual([]);
		await collection(store(), 'notifications').deleteMany({});
		await subscribe(ana, id, false);
		await tellSubscribers(1, 'published');
		await subscribe(ana, id);
		await save(ben, { queryId: id, name: 'told of', shared: false });
		await tellSubscribers(1, 'published');
		expect(await told(ana, id)).toEqual([]);
	});

	test('is told nothing where nothing fits, of another run, or before the scores that it asks for', async () => {
		const names = { none: 'min_etaPeak=1e9', other: 'run=2&new=on', scores: 'min_eseScore=0.5' };
		await makeRun(2, 'second');
		const ids: string[] = [];
		for (const [name, asked] of Object.entries(names)) {
			const { id } = await save(ana, { name, query: asked });
			await subscribe(ana, id);
			ids.push(id);
		}
		await tellSubscribers(1, 'published');
		for (const id of ids) expect(await told(ana, id)).toEqual([]);
	});

	test('loses nothing but the news when the query goes; one that is not shared cannot be subscribed to', async () => {
		const { id } = await save(ben, { name: 'hidden' });
		await expect(subscribe(ana, id)).rejects.toMatchObject({ code: 'NotFound', field: 'queryId' });
		await subscribe(ben, id);
		await deleteQuery({ user: ben }, { queryId: id });
		const left = collection(store(), 'querySubscriptions').countDocuments({ queryId: id });
		expect(await left).toBe(0);
		await expect(
			subscribeToQuery({ user: ben }, { queryId: id, subscribed: { $ne: 1 } })
		).rejects.toMatchObject({ code: 'Invalid', field: 'subscribed' });
	});
});

test('a query of an earlier version is asked as it was', async () => {
	const old = {
		name: 'of old',
		runId: 1,
		filter: {
			conditions: [
				{ field: 'etaPeak', is: 'atLeast', value: 20 },
				{ field: 'etaPeak', is: 'atLeast', value: 25 },
				{ field: 'vPeak', is: 'atMost', value: 0.8 }
			],
			cone: { ra: 0.25, dec: -88, radiusDeg: 1.5 },
			newOnly: false
		},
		...{ shared: false, ownerId: ben.id, ownerName: 'BEN', forkedFromId: null },
		...{ createdAt: new Date(), updatedAt: new Date() }
	};
	const inserted = { _id: 'of-old', ...old };
	await collection<typeof inserted>(store(), 'savedQueries').insertOne(inserted, {
		bypassDocumentValidation: true
	});
	await widenSavedQueries(store().db);
	const saved = (await savedQueryRows(ben)).find(({ name }) => name === 'of old');
	expect(saved?.query.numbers).toEqual([
		{ field: 'etaPeak', min: 25, max: null },
		{ field: 'vPeak', min: null, max: 0.8 }
	]);
	const kept = saved && (await answeredColumns(ben, saved.query, [])).sourceId;
	const expected = sources.filter((source) =>
		isKept({ ...source, eseScore: NaN }, old.filter as SourceFilter)
	);
	expect([...(kept ?? [])]).toEqual(expected.map(({ id }) => id));
});

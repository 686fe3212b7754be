import { beforeAll, describe, expect, test } from 'vitest';
import { deleteQuery, forkQuery, saveQuery } from '#server/commands/savedQueries/saveQuery.ts';
import { queriesPage, savedQueryRows } from '#server/queries/savedQueries.ts';
import { store } from '#server/store/client.ts';
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

const filter = { conditions: [{ field: 'etaPeak', is: 'atLeast', value: 25 }] };
const save = (user: User, more: object = {}) =>
	saveQuery({ user }, { name: 'strong', runId: null, filter, ...more });

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
		const expected = sources.filter((source) => isKept(source, asked)).map(({ id }) => id);
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
		expect(row).toMatchObject({ name: 'stronger', allowed: { change: false }, runName: null });
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

	test('sent twice is saved once', async () => {
		const sent = { commandId: commandId(), name: 'once' };
		const [one, two] = await Promise.all([save(ana, sent), save(ana, sent)]);
		expect(one.id).toBe(two.id);
	});

	test.each<[string, object, string, RegExp]>([
		['without a name', { name: ' ' }, 'Invalid', /Give the query a name/],
		['without a condition', { filter: { conditions: [] } }, 'Invalid', /at least one condition/],
		['of a run that is not there', { runId: 99 }, 'NotFound', /no run 99/],
		['of a name one has used', { name: 'taken' }, 'Conflict', /a query “taken” already/],
		['that is no JSON', { filter: '{' }, 'Invalid', /cannot be read/],
		[
			'of a field no source has',
			{ filter: { conditions: [{ field: 'password', is: 'atLeast', value: 1 }] } },
			'Invalid',
			/./
		]
	])('%s is refused', async (_, more, code, sentence) => {
		await save(ana, { name: 'taken' }).catch(() => undefined);
		await expect(save(ana, more)).rejects.toMatchObject({
			code,
			message: expect.stringMatching(sentence) as string
		});
	});
});

describe('the page counts what its address asks', () => {
	const asked = (address: string) => queriesPage(ana, new URLSearchParams(address));

	test('before anything is saved', async () => {
		const page = await asked('field=etaPeak&is=atLeast&value=25&field=&is=atMost&value=');
		const kept = sources.filter(({ etaPeak }) => etaPeak >= 25).length;
		expect(page.count).toEqual({ kept, of: expect.any(Number) as number, runName: 'first' });
		expect(page.draft.conditions).toHaveLength(1);
	});

	test('a condition without a value is kept in the form and not asked', async () => {
		const page = await asked('field=etaPeak&is=atMost&value=');
		expect(page).toMatchObject({ filter: null, count: null, problem: null });
		expect(page.draft.conditions).toEqual([{ field: 'etaPeak', is: 'atMost', value: '' }]);
	});

	test.each(['ra=150&dec=-30&radiusDeg=0', 'ra=400&dec=0&radiusDeg=1', 'ra=150&dec=&radiusDeg=1'])(
		'and says what is wrong with %s',
		async (address) => {
			const page = await asked(address);
			expect(page.problem).toBeTruthy();
			expect(page.count).toBeNull();
		}
	);
});

import { beforeAll, describe, expect, test } from 'vitest';
import { defineTaxonomy } from '#server/commands/taxonomies/defineTaxonomy.ts';
import { taxonomyPage, taxonomyRows } from '#server/queries/taxonomies.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { store } from '#server/store/client.ts';
import { latestTaxonomy } from '#server/store/taxonomies.ts';
import { countedAs, DEFAULT_TAXONOMY, votable, type StoredTaxonomy } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';
import { makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
});

type Row = Record<string, unknown>;
const row = (key: string, more: Row = {}): Row => ({ key, label: key, colour: 1, ...more });
const define = (input: Row, user = ana) => defineTaxonomy({ user }, input);
/** A list of this name that nobody else uses. */
const begin = (name: string, classes: Row[]) => define({ name, classes });

function follow(before: StoredTaxonomy, classes: Row[]) {
	return define({ followsId: before.id, name: before.name, classes });
}

test('the default list is there as version 1, for everyone to look at', async () => {
	const [seeded] = await taxonomyRows(ben);
	expect(seeded).toMatchObject({ name: DEFAULT_TAXONOMY.name, version: 1 });
	expect(seeded.classes).toEqual(DEFAULT_TAXONOMY.classes);
	expect((await taxonomyPage(ben, seeded.id)).allowed).toEqual({ define: false });
});

describe('a new version', () => {
	test('keeps what it leaves out as retired classes, and the version before as it was', async () => {
		const first = await begin('stars', [row('flare', { hotkey: '1' }), row('pulsar')]);
		const second = await follow(first, [
			row('pulsar', {
				label: 'Pulsar',
				hotkey: '1',
				examples: 'PSR B0329+54\n\nhttps://example.org'
			})
		]);
		expect(second).toMatchObject({ name: 'stars', version: 2, createdByName: 'ANA' });
		expect(second.classes).toEqual([
			expect.objectContaining({
				key: 'pulsar',
				label: 'Pulsar',
				examples: ['PSR B0329+54', 'https://example.org']
			}),
			expect.objectContaining({ key: 'flare', hotkey: null, retired: { countsAs: null } })
		]);
		expect(votable(second).map(({ key }) => key)).toEqual(['pulsar']);
		const { versions, isLatest } = await taxonomyPage(ben, first.id);
		expect([versions.map(({ version }) => version), isLatest]).toEqual([[2, 1], false]);
		const audited = await auditEventsOf(store(), `taxonomy ${second.id}`);
		expect(audited[0]).toMatchObject({ action: 'defineTaxonomy', before: { version: 1 } });
	});

	test('what counted as a class that is retired too counts as that one’s successor', async () => {
		const one = await begin('chain', [row('a'), row('b'), row('c')]);
		const two = await follow(one, [row('a', { retired: true, countsAs: 'b' }), row('b'), row('c')]);
		const rows = [
			row('a', { retired: true, countsAs: 'b' }),
			row('b', { retired: true, countsAs: 'c' }),
			row('c')
		];
		expect(countedAs(await follow(two, rows), 'a')).toBe('c');
	});

	test('made of a version that is no longer the latest is refused: somebody was faster', async () => {
		const first = await begin('raced', [row('a')]);
		await follow(first, [row('a'), row('b')]);
		await expect(follow(first, [row('a')])).rejects.toMatchObject({
			code: 'Conflict',
			message: expect.stringContaining('version 2') as string
		});
	});

	test('made twice at once becomes one', async () => {
		const first = await begin('twice', [row('a')]);
		const made = await Promise.allSettled([follow(first, [row('b')]), follow(first, [row('c')])]);
		expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect((await latestTaxonomy(store(), 'twice'))?.version).toBe(2);
	});
});

describe('refused', () => {
	test.each<[string, Row[], RegExp]>([
		['no class at all', [], /at least one class/],
		['an answer’s name as a key', [row('skip')], /“skip” is what an answer without a class/],
		['a key in capitals', [row('ESE')], /small letters/],
		['a class without a name', [row('a', { label: ' ' })], /Give every class a name/],
		['two of one key', [row('a'), row('a', { label: 'other' })], /Two classes have the key “a”/],
		['two of one name', [row('a'), row('b', { label: 'A' })], /Two classes are named “a”/],
		['one hotkey twice', [row('a', { hotkey: '1' }), row('b', { hotkey: '1' })], /key 1 is given/],
		['a hotkey of two digits', [row('a', { hotkey: '12' })], /one digit/],
		[
			'a hotkey on a group',
			[row('a', { hotkey: '1' }), row('b', { parent: 'a' })],
			/cannot be voted/
		],
		['a parent that is no class', [row('a', { parent: 'z' })], /“z”, which is no class/],
		['a circle', [row('a', { parent: 'b' }), row('b', { parent: 'a' })], /under itself/],
		[
			'a child of a retired class',
			[row('a', { retired: true }), row('b', { parent: 'a' })],
			/which is retired/
		],
		['only retired classes', [row('a', { retired: true })], /not retired/],
		[
			'a successor nobody can vote for',
			[row('a', { retired: true, countsAs: 'z' }), row('b')],
			/nobody can vote for/
		],
		['a colour off the ramp', [row('a', { colour: 11 })], /./]
	])('%s', (_, classes, sentence) =>
		expect(begin('wrong', classes)).rejects.toMatchObject({
			code: 'Invalid',
			message: expect.stringMatching(sentence) as string
		})
	);

	test('a vetter’s list', () =>
		expect(define({ name: 'x', classes: [row('a')] }, ben)).rejects.toMatchObject({
			code: 'NotPermitted'
		}));

	test('a second list of one name', () =>
		expect(begin(DEFAULT_TAXONOMY.name, [row('a')])).rejects.toMatchObject({ code: 'Conflict' }));
});

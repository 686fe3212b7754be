import { beforeAll, describe, expect, test, vi } from 'vitest';
import { applyTag, describeTag, removeTag } from '#server/commands/tags.ts';
import { config } from '#server/config.ts';
import { suggestTags } from '#server/queries/tags.ts';
import { reindexTags } from '#server/search/tagIndex.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { store } from '#server/store/client.ts';
import { findTags, tagsOfObjects } from '#server/store/tags.ts';
import type { User } from '#schema/user.ts';
import { commandId, makeObject, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let eve: User;
let objectId: string;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
	objectId = (await makeObject()).id;
	for (const tag of [
		'scintillation',
		'supernova',
		'pulsar',
		'flare star',
		'c++ (odd)'.slice(0, 3)
	]) {
		await apply(ben, tag);
	}
	await reindexTags();
});

function apply(user: User, tag: string, on = objectId) {
	return applyTag({ user }, { commandId: commandId(), objectId: on, tag });
}

async function namesFor(text: string): Promise<string[]> {
	return (await suggestTags(eve, text)).map((tag) => tag.name);
}

describe('a tag', () => {
	test('stands on an object once, however many put it there at once, and its uses are counted', async () => {
		const object = await makeObject();
		await Promise.all([ana, ben, ana, ben].map((user) => apply(user, ' ESE-like ', object.id)));
		expect(await tagsOfObjects(store(), [object.id])).toHaveLength(1);
		expect((await findTags(store(), ['ese-like']))[0].uses).toBe(1);
	});

	test('that is taken off leaves its word and a record of who had put it there', async () => {
		const object = await makeObject();
		await apply(ben, 'doubtful', object.id);
		const off = { commandId: commandId(), objectId: object.id, tag: 'doubtful' };
		expect(await removeTag({ user: ana }, off)).toBe(true);
		expect(await tagsOfObjects(store(), [object.id])).toEqual([]);
		expect(await findTags(store(), ['doubtful'])).toMatchObject([{ uses: 0, ownerId: ben.id }]);
		const [, removal] = await auditEventsOf(store(), `object ${object.id}`);
		expect(removal).toMatchObject({ action: 'removeTag', byName: 'ANA' });
		expect(removal.before).toMatchObject({ byName: 'BEN' });
	});

	test('is described by a curator, not by a vetter', async () => {
		const input = { name: 'pulsar', description: 'A pulsar, known or likely.', colour: 5 };
		await describeTag({ user: ana }, { ...input, commandId: commandId() });
		expect(await findTags(store(), ['pulsar'])).toMatchObject([{ colour: 5 }]);
		await expect(
			describeTag({ user: ben }, { ...input, commandId: commandId() })
		).rejects.toMatchObject({ code: 'NotPermitted' });
	});

	test.each(['', '<b>', '.hidden', 'x'.repeat(61), '$where'])('named %s is refused', (tag) =>
		expect(apply(ben, tag)).rejects.toMatchObject({ code: 'Invalid' })
	);

	test('by a viewer is refused', () =>
		expect(apply(eve, 'mine')).rejects.toMatchObject({ code: 'NotPermitted' }));
});

describe('suggestions', () => {
	test('begin with what begins with the text, then what contains it', async () => {
		await apply(ben, 'star');
		expect(await namesFor('star')).toEqual(['star', 'flare star']);
	});

	test.each([
		['sintillation', 'scintillation'],
		['suprnova', 'supernova'],
		['pulsr', 'pulsar']
	])('forgive the typo %s', async (typo, tag) => {
		await expect.poll(() => namesFor(typo)).toContain(tag);
		const [suggestion] = await suggestTags(eve, typo);
		expect(suggestion).toMatchObject({ name: tag, approximate: true });
	});

	test('know a tag the moment it was made, before any index does', async () => {
		const word = `fresh ${Date.now()}`;
		await apply(ben, word);
		expect(await namesFor(word.slice(0, 8))).toContain(word);
	});

	test('take every sign of the text for itself, not for a pattern', async () => {
		expect(await namesFor('.*')).toEqual([]);
		expect(await namesFor('c++')).toEqual(['c++']);
	});

	test('of no text are the most used tags', async () => {
		expect((await namesFor('')).length).toBeGreaterThan(3);
	});

	test('go on when the search engine is away', async () => {
		vi.spyOn(config(), 'MEILI_URL', 'get').mockReturnValue('http://127.0.0.1:9');
		expect(await namesFor('puls')).toEqual(['pulsar']);
		await apply(ben, 'made without search');
		expect(await namesFor('made')).toEqual(['made without search']);
		vi.restoreAllMocks();
	});
});

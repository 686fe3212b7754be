import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { renameTag } from '#server/commands/tags/renameTag.ts';
import { editComment } from '#server/commands/comments/editComment.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { config } from '#server/config.ts';
import { search } from '#server/queries/search.ts';
import { suggestTags } from '#server/queries/tags.ts';
import { followChanges } from '#server/search/followChanges.ts';
import { countEntries, findSimilar, replaceEntries } from '#server/search/searchIndex.ts';
import { SHARED } from '#schema/annotation.ts';
import { SEARCH_KINDS, type SearchKind } from '#schema/search.ts';
import { store } from '#server/store/client.ts';
import { insertYUpdate } from '#server/store/yDocs.ts';
import type { User } from '#schema/user.ts';
import { eventually } from '../kit/eventually.ts';
import {
	commandId,
	makeCandidate,
	makeObject,
	makeQueue,
	makeUser,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let following: { stop: () => Promise<void> };
/** How long after it was written something may take to be found. */
const WITHIN = { timeout: 1000, interval: 20 };

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	following = followChanges();
});
afterAll(() => following.stop());
afterEach(() => vi.restoreAllMocks());

async function apply(tag: string, objectId?: string) {
	const on = objectId ?? (await makeObject()).id;
	return applyTag({ user: ben }, { commandId: commandId(), objectId: on, tag });
}

function comment(objectId: string, text: string) {
	const input = { commandId: commandId(), target: `object-${objectId}`, text };
	return writeComment({ user: ben }, input);
}

async function note(objectId: string, text: string): Promise<void> {
	const doc = new Y.Doc();
	doc.getText(SHARED.notes).insert(0, text);
	const bytes = Y.encodeStateAsUpdate(doc);
	await insertYUpdate(store(), { room: `object-${objectId}`, bytes, by: 'a test' });
}

/** Keys that the search engine itself finds. */
async function similar(text: string, kind: SearchKind): Promise<string[]> {
	const found = await findSimilar(text, { kinds: [kind], limit: 10 });
	return (found ?? []).map(({ key }) => key);
}

async function keysFor(text: string): Promise<string[]> {
	const { groups } = await search(ana, text);
	return groups.flatMap(({ kind, hits }) => hits.map(({ key }) => `${kind} ${key}`));
}

test('an empty index is filled when a worker starts', async () => {
	await apply('first light');
	await eventually(() => similar('frist light', 'tag')).toContain('first light');
});

describe('found within a second, and by the search engine with typos forgiven:', () => {
	test('a new tag', async () => {
		await apply('gravitational lens');
		await expect.poll(() => keysFor('gravitational'), WITHIN).toEqual(['tag gravitational lens']);
		await eventually(() => similar('gravitatoinal', 'tag')).toEqual(['gravitational lens']);
	});

	test('a new object’s name', async () => {
		const object = await makeObject({ ra: 161.25, dec: -12.5 });
		await expect.poll(() => keysFor(object.name), WITHIN).toContain(`object ${object.id}`);
		await eventually(() => similar(object.name, 'object')).toContain(object.id);
	});

	test('a comment, and what it says after an edit', async () => {
		const { id: objectId } = await makeObject();
		const { id } = await comment(objectId, 'Looks like a caustic crossing.');
		await expect.poll(() => keysFor('caustic crossing'), WITHIN).toEqual([`comment ${id}`]);
		await eventually(() => similar('causitc', 'comment')).toContain(id);
		const edit = { commandId: commandId(), commentId: id, text: 'A sidelobe after all.' };
		await editComment({ user: ben }, edit);
		await eventually(() => similar('sidelboe', 'comment')).toContain(id);
		expect(await similar('causitc', 'comment')).not.toContain(id);
	});

	test('shared notes', async () => {
		const { id: objectId } = await makeObject();
		await note(objectId, 'Ask for a low-frequency spectrum');
		await expect.poll(() => keysFor('low-frequency'), WITHIN).toEqual([`note object-${objectId}`]);
		await eventually(() => similar('spectrumm', 'note')).toEqual([`object-${objectId}`]);
	});

	test('that a word is no more', async () => {
		await apply('misspeled');
		await eventually(() => similar('misspeled', 'tag')).toEqual(['misspeled']);
		const input = { commandId: commandId(), from: 'misspeled', into: 'spelled right' };
		await renameTag({ user: ana }, input);
		await eventually(() => similar('spelled right', 'tag')).toEqual(['spelled right']);
		const [suggestion] = await suggestTags(ana, 'misspeled');
		expect(suggestion).toMatchObject({ name: 'spelled right', synonym: 'misspeled' });
	});
});

describe('what is found', () => {
	test('was written a moment ago, before any index knows it', async () => {
		const { id: objectId } = await makeObject();
		const { id } = await comment(objectId, 'Instantly perceptible');
		expect(await keysFor('INSTANTLY percept')).toEqual([`comment ${id}`]);
	});

	test('is grouped by kind, says where it is, and leads there', async () => {
		const queue = await makeQueue();
		const candidate = await makeCandidate(queue);
		await apply('quasi-periodic', candidate.objectId);
		await comment(candidate.objectId, 'quasi-periodic, 1.2 d?');
		const { groups } = await search(ana, 'quasi-periodic');
		expect(groups.map(({ kind }) => kind)).toEqual(['tag', 'comment']);
		const [[tag], [said]] = groups.map(({ hits }) => hits);
		expect(tag.href).toBe('/tags/quasi-periodic');
		expect(said).toMatchObject({ href: `/queues/${queue.id}/${candidate.id}`, byName: 'BEN' });
		expect(said.excerpt).toEqual([
			{ text: 'quasi-periodic', marked: true },
			{ text: ', 1.2 d?', marked: false }
		]);
	});

	test('said of a queue, it is called by the queue’s name', async () => {
		const { id } = await makeQueue('open', 1, { name: 'Monday’s batch' });
		const said = { target: `queue-${id}`, text: 'Ionospheric afternoon' };
		await writeComment({ user: ben }, { commandId: commandId(), ...said });
		const { groups } = await search(ana, 'ionospheric afternoon');
		expect(groups[0].hits[0]).toMatchObject({
			about: 'queue “Monday’s batch”',
			href: `/queues/${id}`
		});
	});

	test('is text, whatever was written', async () => {
		const { id: objectId } = await makeObject();
		await comment(objectId, '<img src=x onerror=alert(1)> and </mark><script>steep</script>');
		const { groups } = await search(ana, '<script>steep');
		expect(groups[0].hits[0].excerpt).toContainEqual({ text: '<script>steep', marked: true });
	});

	test.each(['.*', '(', '\\', '[a-', '$where', '\u0002'])(
		'is not what %j means as a pattern',
		async (text) => {
			const { id: objectId } = await makeObject();
			const { id } = await comment(objectId, 'nothing of the kind');
			expect(await keysFor(text)).not.toContain(`comment ${id}`);
		}
	);

	test('is nothing for nothing', async () => {
		expect(await search(ana, '  ')).toMatchObject({ text: '', groups: [] });
		await expect(search(null, 'x')).rejects.toMatchObject({ code: 'NotSignedIn' });
	});

	test('is never the note of a vote', async () => {
		const candidate = await makeCandidate(await makeQueue('blind'));
		const vote = { classKey: 'ese', note: 'secretlyconvinced' };
		const input = { commandId: commandId(), candidateId: candidate.id, ...vote };
		await castVote({ user: ben }, input);
		await comment(candidate.objectId, 'heard after the vote');
		await eventually(() => similar('heard after the vote', 'comment')).toHaveLength(1);
		expect(await keysFor('secretlyconvinced')).toEqual([]);
		expect(await findSimilar('secretlyconvinced', { kinds: SEARCH_KINDS, limit: 5 })).toEqual([]);
	});
});

describe('the search engine', () => {
	test('may be away: the database answers, and says that typos are not forgiven', async () => {
		vi.spyOn(config(), 'MEILI_URL', 'get').mockReturnValue('http://127.0.0.1:9');
		const { id: objectId } = await makeObject();
		const { id } = await comment(objectId, 'written in the dark');
		expect(await search(ana, 'the dark')).toMatchObject({
			forgiving: false,
			groups: [{ kind: 'comment', hits: [{ key: id }] }]
		});
		vi.restoreAllMocks();
		// What was written meanwhile is taken in once it is back.
		await eventually(() => similar('writen dark', 'comment')).toContain(id);
	});

	test('that lost its index gets it back when a worker starts', async () => {
		await apply('remembered');
		await following.stop();
		await replaceEntries(nothing());
		expect(await countEntries()).toBe(0);
		following = followChanges();
		await eventually(() => similar('remembred', 'tag')).toEqual(['remembered']);
		expect(await countEntries()).toBeGreaterThan(10);
	});

	test('hears at the worker’s next start what was written while none ran', async () => {
		await following.stop();
		const { id: objectId } = await makeObject();
		const { id } = await comment(objectId, 'unattended observation');
		following = followChanges();
		await eventually(() => similar('unatended', 'comment')).toContain(id);
	});
});

async function* nothing(): AsyncGenerator<never[]> {
	yield await Promise.resolve([]);
}

import { beforeAll, describe, expect, test, vi } from 'vitest';
import { applyTag, removeTag } from '#server/commands/tags/applyTag.ts';
import { describeTag } from '#server/commands/tags/describeTag.ts';
import { renameTag } from '#server/commands/tags/renameTag.ts';
import { tagMany } from '#server/commands/tags/tagMany.ts';
import { undoTagChange } from '#server/commands/tags/undoTagChange.ts';
import { config } from '#server/config.ts';
import { suggestTags } from '#server/queries/tags.ts';
import { candidateOrder } from '#server/queries/candidateOrder.ts';
import { tagPage } from '#server/queries/tagVocabulary.ts';
import { reindexEverything } from '#server/search/reindex.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { store } from '#server/store/client.ts';
import { findTags, listTags } from '#server/store/tagVocabulary.ts';
import { tagsOf, tagsOfObjects } from '#server/store/tags.ts';
import { Random } from '#science/stats/random.ts';
import type { User } from '#schema/user.ts';
import {
	asked,
	commandId,
	makeCandidate,
	makeObject,
	makeQueue,
	makeRun,
	makeUser,
	ownInstallation
} from './builders.ts';

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
	await reindexEverything();
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

describe('tags on other things than objects', () => {
	test('stand on a run, and are announced and counted like any other', async () => {
		await makeRun(7, 'tagged');
		const input = { commandId: commandId(), kind: 'run', targetId: '7', tag: 'reprocess' };
		const applied = await applyTag({ user: ben }, input);
		expect(applied).toMatchObject({ target: { kind: 'run', id: '7' }, runId: 7 });
		expect((await tagsOf(store(), 'run', ['7'])).map(({ tag }) => tag)).toEqual(['reprocess']);
		expect(await tagsOfObjects(store(), ['7'])).toEqual([]);
	});

	test.each([
		['run', '99'],
		['image', '99'],
		['measurement', '99'],
		['object', 'nothing']
	])('are refused on a %s that is not there', (kind, targetId) =>
		expect(
			applyTag({ user: ben }, { commandId: commandId(), kind, targetId, tag: 'x' })
		).rejects.toMatchObject({ code: 'NotFound' })
	);

	test.each([{ kind: 'galaxy', targetId: '1' }, {}, { targetId: '../1' }])(
		'are refused on %j, which names nothing',
		(what) =>
			expect(
				applyTag({ user: ben }, { commandId: commandId(), tag: 'x', ...what })
			).rejects.toMatchObject({ code: 'Invalid' })
	);
});

describe('a synonym', () => {
	test('applies the tag it stands for, and says what was typed', async () => {
		const object = await makeObject();
		await apply(ben, 'extreme scattering', object.id);
		await describe_('extreme scattering', 'ese event, plasma lens');
		const applied = await apply(ben, 'Plasma Lens', (await makeObject()).id);
		expect(applied).toMatchObject({ tag: 'extreme scattering', typed: 'plasma lens' });
		expect(await findTags(store(), ['plasma lens'])).toEqual([]);
		const [suggested] = await suggestTags(eve, 'plasma');
		expect(suggested).toMatchObject({ name: 'extreme scattering', synonym: 'plasma lens' });
	});

	test('that is a tag of its own, or another’s, is refused with what to do', async () => {
		await apply(ben, 'taken');
		await expect(describe_('pulsar', 'taken')).rejects.toThrow('Merge it into “pulsar” instead');
		await describe_('taken', 'occupied');
		await expect(describe_('pulsar', 'occupied')).rejects.toThrow('synonym of “taken”');
		await expect(describe_('pulsar', 'pulsar')).rejects.toMatchObject({ code: 'Invalid' });
	});

	function describe_(name: string, synonyms: string) {
		const input = { commandId: commandId(), name, description: '', colour: 1, synonyms };
		return describeTag({ user: ana }, input);
	}
});

describe('a word that becomes another', () => {
	test('is shown beforehand with how many and what happens to doubles, and takes its things along', async () => {
		const [one, both] = [await makeObject(), await makeObject()];
		await apply(ben, 'flaring', one.id);
		await apply(ben, 'flaring', both.id);
		await apply(ana, 'flares', both.id);
		const { preview } = await tagPage(eve, 'flaring', 'flares');
		expect(preview).toMatchObject({
			kind: 'merge',
			into: 'flares',
			counts: { object: 2 },
			doubles: 1
		});
		const change = await rename('flaring', 'flares');
		expect(change).toMatchObject({ kind: 'merge', changed: 1, doubles: 1 });
		expect(await tagged(one.id)).toEqual(['flares by BEN']);
		expect(await tagged(both.id)).toEqual(['flares by ANA']);
		expect(await findTags(store(), ['flares', 'flaring'])).toMatchObject([
			{ name: 'flares', uses: 2, synonyms: ['flaring'] }
		]);
		expect((await tagPage(eve, 'flaring', null)).tag.name).toBe('flares');
	});

	test('comes back as it was when the merge is undone; what was taken off since stays off', async () => {
		const [one, both, off] = [await makeObject(), await makeObject(), await makeObject()];
		for (const object of [one, both, off]) await apply(ben, 'dim', object.id);
		await apply(ana, 'faint', both.id);
		const change = await rename('dim', 'faint');
		const later = await makeObject();
		await apply(ben, 'faint', later.id);
		const untag = { commandId: commandId(), objectId: off.id, tag: 'faint' };
		await removeTag({ user: ben }, untag);
		const undone = await undo(ana, change.id);
		expect(undone).toMatchObject({ turned: 1, returned: 1 });
		expect(await tagged(one.id)).toEqual(['dim by BEN']);
		expect(await tagged(both.id)).toEqual(['dim by BEN', 'faint by ANA']);
		expect(await tagged(off.id)).toEqual([]);
		expect(await tagged(later.id)).toEqual(['faint by BEN']);
		const words = await findTags(store(), ['dim', 'faint']);
		expect(words.map(({ name, uses, synonyms }) => [name, uses, synonyms])).toEqual(
			expect.arrayContaining([
				['dim', 2, []],
				['faint', 2, []]
			])
		);
		await expect(undo(ana, change.id)).rejects.toMatchObject({ code: 'Conflict' });
	});

	test('cannot be undone before what happened to the joint word since', async () => {
		await apply(ben, 'a1', (await makeObject()).id);
		await apply(ben, 'b1', (await makeObject()).id);
		const first = await rename('a1', 'b1');
		const second = await rename('b1', 'c1');
		await expect(undo(ana, first.id)).rejects.toThrow(
			'“b1” has become “c1” since (ANA). Undo that first.'
		);
		await undo(ana, second.id);
		// Whoever looked at the page of the new name is led to the old one.
		expect((await tagPage(eve, 'c1', null)).tag.name).toBe('b1');
		await undo(ana, first.id);
		expect((await findTags(store(), ['a1', 'b1', 'c1'])).map(({ name }) => name).sort()).toEqual([
			'a1',
			'b1'
		]);
	});

	test('is a curator’s to change, and needs another, proper name', async () => {
		await apply(ben, 'mine alone');
		const asBen = { commandId: commandId(), from: 'mine alone', into: 'ours' };
		await expect(renameTag({ user: ben }, asBen)).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(rename('mine alone', 'mine alone')).rejects.toMatchObject({ field: 'into' });
		await expect(rename('mine alone', '<b>')).rejects.toMatchObject({ code: 'Invalid' });
		await expect(rename('never made', 'ours')).rejects.toMatchObject({ code: 'NotFound' });
	});

	test('takes along what somebody puts on under the old word at the same moment', async () => {
		const objects = await Promise.all(Array.from({ length: 12 }, () => makeObject()));
		await apply(ben, 'old word', objects[0].id);
		await Promise.all([
			...objects.slice(1).map((object) => apply(ben, 'old word', object.id)),
			rename('old word', 'new word')
		]);
		for (const object of objects) expect(await tagged(object.id)).toEqual(['new word by BEN']);
		expect(await findTags(store(), ['old word', 'new word'])).toMatchObject([{ uses: 12 }]);
	});

	test.each([1, 2, 3])(
		'and back, in any chain, leaves every tag on everything as it was (seed %i)',
		async (seed) => {
			const random = new Random(seed);
			const words = Array.from({ length: 5 }, (_, i) => `w${seed}-${i}`);
			const objects = await Promise.all(Array.from({ length: 6 }, () => makeObject()));
			for (const object of objects) {
				for (const word of words) {
					if (random.uniform() < 0.5)
						await apply(random.uniform() < 0.5 ? ana : ben, word, object.id);
				}
			}
			for (const word of words) await apply(ben, word, objects[0].id);
			const state = async () => ({
				tags: (await Promise.all(objects.map(({ id }) => tagged(id)))).map((tags) => tags.sort()),
				words: (await listTags(store()))
					.filter(({ name }) => name.startsWith(`w${seed}-`))
					.sort((a, b) => (a.name < b.name ? -1 : 1))
			});
			const before = await state();
			const living = [...words];
			const changes: string[] = [];
			for (let step = 0; step < 4; step++) {
				const [from] = living.splice(random.integer(living.length), 1);
				const isMerge = random.uniform() < 0.7 && living.length > 0;
				const into = isMerge ? living[random.integer(living.length)] : `w${seed}-new${step}`;
				if (!isMerge) living.push(into);
				changes.push((await rename(from, into)).id);
			}
			for (const id of changes.reverse()) await undo(ana, id);
			expect(await state()).toEqual(before);
		}
	);
});

describe('many at once', () => {
	test('get a tag as one batch, which is undone as one and leaves what was there before', async () => {
		const objects = await Promise.all([makeObject(), makeObject(), makeObject()]);
		const [had] = objects;
		await apply(ana, 'in bulk', had.id);
		const targetIds = objects.map(({ id }) => id);
		const input = { commandId: commandId(), kind: 'object', targetIds, tag: 'In bulk' };
		const change = await tagMany({ user: ben }, input);
		expect(change).toMatchObject({ into: 'in bulk', changed: 2, doubles: 1 });
		// Sent again after a lost answer: still one batch.
		expect((await tagMany({ user: ben }, input)).id).toBe(change.id);
		expect(await tagsOfObjects(store(), targetIds)).toHaveLength(3);
		await expect(undo(await makeUser('cyd', 'vetter'), change.id)).rejects.toMatchObject({
			code: 'NotPermitted'
		});
		expect(await undo(ben, change.id)).toMatchObject({ turned: 2 });
		expect(await tagged(had.id)).toEqual(['in bulk by ANA']);
		expect(await findTags(store(), ['in bulk'])).toMatchObject([{ uses: 1 }]);
	});

	test('are tagged all or none: one that is gone stops the batch', async () => {
		const object = await makeObject();
		const targetIds = [object.id, 'gone'];
		const input = { commandId: commandId(), kind: 'object', targetIds, tag: 'half done' };
		await expect(tagMany({ user: ben }, input)).rejects.toMatchObject({
			code: 'NotFound',
			field: 'targetIds'
		});
		expect(await tagged(object.id)).toEqual([]);
	});

	test('none chosen, or more than 500, is refused', async () => {
		const some = (n: number) => ({
			commandId: commandId(),
			kind: 'object',
			targetIds: Array.from({ length: n }, (_, i) => `o${i}`),
			tag: 'x'
		});
		await expect(tagMany({ user: ben }, some(0))).rejects.toThrow('Choose what to tag first.');
		await expect(tagMany({ user: ben }, some(501))).rejects.toThrow('At most 500');
		await expect(tagMany({ user: eve }, some(1))).rejects.toMatchObject({ code: 'NotPermitted' });
	});
});

test('a list is filtered by any, all and none of some tags, synonyms included', async () => {
	const queue = await makeQueue('open');
	const ids = new Map<string, string>();
	for (const [rank, tags] of [['f1'], ['f1', 'f2'], ['f2', 'f3'], []].entries()) {
		const candidate = await makeCandidate(queue, { rank: rank + 1 });
		ids.set(candidate.id, tags.join('+') || 'bare');
		for (const tag of tags) await apply(ben, tag, candidate.objectId);
	}
	const input = { commandId: commandId(), name: 'f1', description: '', colour: 1 };
	await describeTag({ user: ana }, { ...input, synonyms: 'first' });
	const kept = async (list: object) => {
		const order = await candidateOrder(store(), {
			queue,
			reader: eve,
			list: asked({ ...list })
		});
		return order.all.flatMap(({ id, kept }) => (kept ? [ids.get(id)] : []));
	};
	expect(await kept({ anyTags: 'f1, f3' })).toEqual(['f1', 'f1+f2', 'f2+f3']);
	expect(await kept({ allTags: 'f1,f2' })).toEqual(['f1+f2']);
	expect(await kept({ noTags: 'f2' })).toEqual(['f1', 'bare']);
	expect(await kept({ allTags: 'FIRST', noTags: 'f2' })).toEqual(['f1']);
	expect(await kept({ tag: 'f2', anyTags: 'f3' })).toEqual(['f2+f3']);
	expect(await kept({ allTags: 'unheard of' })).toEqual([]);
	expect(await kept({ noTags: ' , ' })).toHaveLength(4);
});

async function tagged(id: string): Promise<string[]> {
	const tags = await tagsOfObjects(store(), [id]);
	return tags.map(({ tag, byName }) => `${tag} by ${byName}`).sort();
}

function rename(from: string, into: string) {
	return renameTag({ user: ana }, { commandId: commandId(), from, into });
}

function undo(user: User, changeId: string) {
	return undoTagChange({ user }, { commandId: commandId(), changeId });
}

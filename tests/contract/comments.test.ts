import { beforeAll, describe, expect, test } from 'vitest';
import { commentPage } from '#server/commands/comments/commentPlace.ts';
import { editComment } from '#server/commands/comments/editComment.ts';
import { pinComment, resolveComment } from '#server/commands/comments/markComment.ts';
import { reactToComment } from '#server/commands/comments/reactToComment.ts';
import { previewComment, writeComment } from '#server/commands/comments/writeComment.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { commentHistory, commentSection, suggestPeople } from '#server/queries/comments.ts';
import { collection, store } from '#server/store/client.ts';
import { commentsOn, noteCommentTargets } from '#server/store/comments.ts';
import { users } from '#server/store/users.ts';
import type { Comment, CommentTarget } from '#schema/comment.ts';
import type { Notification } from '#schema/notification.ts';
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
});

function write(user: User, text: string, more: Record<string, unknown> = {}) {
	const target = `object-${objectId}`;
	return writeComment({ user }, { commandId: commandId(), target, text, ...more });
}

function said(user: User, commentId: string, more: Record<string, unknown> = {}) {
	return [{ user }, { commandId: commandId(), commentId, ...more }] as const;
}

async function onObject(): Promise<Comment[]> {
	return commentsOn(store(), [{ kind: 'object', id: objectId }]);
}

async function stored(comment: Comment): Promise<Comment | undefined> {
	const found = await commentsOn(store(), [comment.target]);
	return found.find(({ id }) => id === comment.id);
}

function toldOf(comment: Comment): Promise<{ userId: string; kind: string }[]> {
	return collection<Notification>(store(), 'notifications')
		.find({ key: { $regex: comment.id } })
		.project<{ userId: string; kind: string }>({ _id: 0, userId: 1, kind: 1 })
		.sort({ userId: 1, kind: 1 })
		.toArray();
}

describe('a hostile comment reaches the page as harmless text', () => {
	test.each([
		['a script', '<script>alert(1)</script>hello', 'hello'],
		['an event handler', '<img src=x onerror=alert(1)> hello', 'hello'],
		['a javascript: link', '[hello](javascript:alert(1))', 'hello'],
		['a javascript: link in disguise', '[hello](&#x6A;avascript:alert(1))', 'hello'],
		['an image from elsewhere', '![hello](https://evil.example/pixel.png)', 'hello'],
		['a mention that closes its tag', 'hello @ana&lt;/b&gt;<b onclick=alert(1)>@ana', 'hello']
	])('%s', async (_, text, seen) => {
		const comment = await write(ben, text);
		const queue = await makeQueue();
		const candidate = await makeCandidate(queue, { objectId });
		const page = await candidatePage(eve, queue.id, candidate.id, asked());
		const shown = page.comments.find((found) => found.id === comment.id);
		expect(shown?.html).toContain(seen);
		expect(shown?.html).not.toMatch(/<script|<img|onerror=|onclick=|href="?(javascript|&#)/i);
		expect(await previewComment({ user: ben }, text)).toBe(shown?.html);
	});
});

test('an answer hangs on its comment; a parent on another object is refused', async () => {
	const question = await write(ben, 'Is this the *same* source?');
	const answer = await write(ana, 'It is.', { parentId: question.id });
	expect(answer.parentId).toBe(question.id);
	const elsewhere = (await makeObject()).id;
	const stray = { target: `object-${elsewhere}`, parentId: question.id };
	await expect(write(ana, 'x', stray)).rejects.toMatchObject({
		code: 'NotFound',
		field: 'parentId'
	});
});

test('a comment sent twice is written once, and tells of itself once', async () => {
	const sent = { commandId: commandId(), objectId, text: 'once, @ana' };
	const [first] = await Promise.all([
		writeComment({ user: ben }, sent),
		writeComment({ user: ben }, sent)
	]);
	expect((await onObject()).filter(({ text }) => text === sent.text)).toHaveLength(1);
	expect(await toldOf(first)).toEqual([{ userId: ana.id, kind: 'mention' }]);
});

describe('comments are on anything', () => {
	test('a run, a queue and a candidate each have their own', async () => {
		const run = await makeRun(1, 'first');
		const queue = await makeQueue();
		const candidate = await makeCandidate(queue, { objectId });
		const targets: CommentTarget[] = [
			{ kind: 'run', id: String(run.id) },
			{ kind: 'queue', id: queue.id },
			{ kind: 'candidate', id: candidate.id }
		];
		for (const { kind, id } of targets)
			await write(ben, `about ${id}`, { target: `${kind}-${id}` });
		for (const target of targets) {
			const { comments } = await commentSection(eve, target);
			expect(comments.map(({ text }) => text)).toEqual([`about ${target.id}`]);
		}
		const page = await candidatePage(eve, queue.id, candidate.id, asked());
		const [last] = page.comments.slice(-1);
		expect(last).toMatchObject({ target: { kind: 'candidate' }, objectId });
		expect(page.comments.some(({ target }) => target.kind === 'object')).toBe(true);
	});

	test('each leads to the page of what it is about', async () => {
		const [alone, seen] = [await makeObject(), await makeObject()];
		const queue = await makeQueue();
		const candidate = await makeCandidate(queue, { objectId: seen.id });
		const pageOf = (kind: CommentTarget['kind'], id: string, about: string | null = null) =>
			commentPage({ kind, id }, about);
		expect(await pageOf('run', '7')).toBe('/runs/7');
		expect(await pageOf('queue', 'k1')).toBe('/queues/k1');
		expect(await pageOf('image', '7')).toBe('/images/7');
		expect(await pageOf('measurement', '7')).toBe('/measurements/7');
		expect(await pageOf('object', alone.id, alone.id)).toBe(`/objects/${alone.id}`);
		expect(await pageOf('object', seen.id, seen.id)).toBe(`/queues/${queue.id}/${candidate.id}`);
	});

	test.each(['run-77', 'image-1', 'measurement-1', 'queue-none', 'candidate-none', 'object-none'])(
		'%s, which does not exist, is refused',
		(target) => expect(write(ben, 'x', { target })).rejects.toMatchObject({ code: 'NotFound' })
	);

	test.each(['star-1', 'object', 'object-../..', ''])('“%s” names nothing', (target) =>
		expect(write(ben, 'x', { target })).rejects.toMatchObject({ code: 'Invalid', field: 'target' })
	);
});

describe('what is said of a candidate in a blind queue', () => {
	test('is sealed with the votes, also in notifications', async () => {
		const queue = await makeQueue('blind');
		const candidate = await makeCandidate(queue);
		const target: CommentTarget = { kind: 'candidate', id: candidate.id };
		const secret = await write(ana, 'clearly an ESE, @ben', {
			target: `candidate-${candidate.id}`
		});
		const [told] = await collection<Notification>(store(), 'notifications')
			.find({ key: { $regex: secret.id } })
			.toArray();
		expect(told.text).toBe('');
		expect((await commentSection(ben, target)).comments).toEqual([]);
		expect((await candidatePage(ben, queue.id, candidate.id, asked())).comments).toEqual([]);
		await expect(commentHistory(ben, secret.id)).rejects.toMatchObject({ code: 'NotPermitted' });
		expect((await commentSection(ana, target)).comments).toHaveLength(1);
		const ballot = { commandId: commandId(), candidateId: candidate.id, classKey: 'agn' };
		await castVote({ user: ben }, ballot);
		expect((await commentSection(ben, target)).comments.map(({ id }) => id)).toEqual([secret.id]);
	});
});

describe('mentions', () => {
	test('reach each person named once, and the author of what is answered', async () => {
		const question = await write(ana, 'Is it @eve’s? Ask @eve.');
		expect(await toldOf(question)).toEqual([{ userId: eve.id, kind: 'mention' }]);
		expect(question.html).toContain('<b class="mention">@eve</b>.');
		const answer = await write(ben, 'No.', { parentId: question.id });
		expect(await toldOf(answer)).toEqual([{ userId: ana.id, kind: 'reply' }]);
		const both = await write(ben, 'No, @ana!', { parentId: question.id });
		expect(await toldOf(both)).toEqual([{ userId: ana.id, kind: 'mention' }]);
	});

	test('of oneself and answers to oneself tell nobody', async () => {
		const own = await write(ana, 'Note to @ana');
		const answer = await write(ana, 'done', { parentId: own.id });
		expect([await toldOf(own), await toldOf(answer)]).toEqual([[], []]);
	});

	test('added by an edit tell those who are new', async () => {
		const comment = await write(ana, 'for @eve');
		await editComment(...said(ana, comment.id, { text: 'for @eve and @ben' }));
		const told = await toldOf(comment);
		expect(told.map(({ userId }) => userId).sort()).toEqual([ben.id, eve.id].sort());
	});

	test('of nobody are refused with the word', async () => {
		await expect(write(ben, 'what does @nobody say?')).rejects.toMatchObject({
			code: 'Invalid',
			field: 'text',
			message: expect.stringContaining('“@nobody”') as string
		});
	});

	test.each([
		['an e-mail address', 'write to someone@nobody.example'],
		['a code span', 'run `git log @nobody`'],
		['a code block', '```\n@nobody\n```'],
		['a link', '[the page of @nobody](https://example.org/@nobody)'],
		['a path', 'in /data/@nobody/run'],
		['a lone sign', 'peak @ 5 GHz']
	])('are not in %s', async (_, text) => {
		expect((await write(ben, text)).mentions).toEqual([]);
	});

	test('are suggested by the beginning of any name, pattern signs being letters', async () => {
		expect(await suggestPeople(ben, 'AN')).toEqual([{ username: 'ana', displayName: 'ANA' }]);
		expect(await suggestPeople(ben, '.*')).toEqual([]);
		expect((await suggestPeople(ben, '')).map(({ username }) => username)).toEqual([
			'ana',
			'ben',
			'eve'
		]);
	});
});

describe('anchors', () => {
	test('keep the epoch or the place', async () => {
		const epoch = await write(ben, 'here', { anchor: 'epoch 17 59010.125' });
		expect(epoch.anchor).toEqual({ kind: 'epoch', imageId: 17, mjd: 59010.125 });
		const place = await write(ben, 'here', { anchor: 'sky 150.1 -30.25' });
		expect((await stored(place))?.anchor).toEqual({ kind: 'sky', ra: 150.1, dec: -30.25 });
	});

	test.each(['sky 150.1 -91', 'sky 360 0', 'epoch 1.5 59000', 'epoch 1', 'sky NaN 0', 'there'])(
		'“%s” is refused',
		(anchor) =>
			expect(write(ben, 'x', { anchor })).rejects.toMatchObject({
				code: 'Invalid',
				field: 'anchor'
			})
	);
});

describe('editing', () => {
	test('keeps every wording with its times', async () => {
		const comment = await write(ben, 'flat-bottomed dip');
		const edited = await editComment(...said(ben, comment.id, { text: 'flat-bottomed **dip**' }));
		expect(edited.html).toContain('<strong>dip</strong>');
		expect(edited.editedAt).toBeInstanceOf(Date);
		const wordings = await commentHistory(eve, comment.id);
		expect(wordings).toEqual([
			{ html: '<p>flat-bottomed dip</p>', from: comment.at, until: edited.editedAt },
			{ html: '<p>flat-bottomed <strong>dip</strong></p>', from: edited.editedAt, until: null }
		]);
	});

	test('another’s comment is refused', async () => {
		const comment = await write(ben, 'mine');
		const edit = editComment(...said(ana, comment.id, { text: 'yours' }));
		await expect(edit).rejects.toMatchObject({ code: 'NotPermitted' });
	});
});

describe('a thread', () => {
	test('is resolved and opened again by its author and by curators, by nobody else', async () => {
		const comment = await write(ben, 'settled?');
		const carl = await makeUser('carl', 'vetter');
		await resolveComment(...said(ben, comment.id, { resolved: 'true' }));
		expect((await stored(comment))?.resolved).toMatchObject({ byName: 'BEN' });
		await resolveComment(...said(ana, comment.id, { resolved: false }));
		expect((await stored(comment))?.resolved).toBeNull();
		const foreign = resolveComment(...said(carl, comment.id, { resolved: true }));
		await expect(foreign).rejects.toMatchObject({ code: 'NotPermitted' });
	});

	test('is pinned by curators only', async () => {
		const comment = await write(ben, 'read this first');
		const own = pinComment(...said(ben, comment.id, { pinned: true }));
		await expect(own).rejects.toMatchObject({ code: 'NotPermitted' });
		await pinComment(...said(ana, comment.id, { pinned: true }));
		expect((await stored(comment))?.pinned).toMatchObject({ byName: 'ANA' });
	});

	test('is resolved as a whole: an answer is not', async () => {
		const comment = await write(ben, 'a question');
		const answer = await write(ben, 'an answer', { parentId: comment.id });
		const half = resolveComment(...said(ben, answer.id, { resolved: true }));
		await expect(half).rejects.toMatchObject({ code: 'Invalid', field: 'commentId' });
	});
});

describe('reactions', () => {
	test('are one per person and sign, given and taken back, also all at once', async () => {
		const comment = await write(ben, 'look');
		const react = (user: User, reaction: string) =>
			reactToComment(...said(user, comment.id, { reaction }));
		await Promise.all([react(ana, 'agree'), react(ben, 'agree'), react(ana, 'striking')]);
		const keys = async () =>
			(await stored(comment))?.reactions.map(({ key, userName }) => `${userName} ${key}`).sort();
		expect(await keys()).toEqual(['ANA agree', 'ANA striking', 'BEN agree']);
		await react(ana, 'agree');
		expect(await keys()).toEqual(['ANA striking', 'BEN agree']);
	});

	test('of other signs, and by viewers, are refused', async () => {
		const comment = await write(ben, 'look');
		const other = reactToComment(...said(ben, comment.id, { reaction: '<b>' }));
		await expect(other).rejects.toMatchObject({ code: 'Invalid', field: 'reaction' });
		const viewer = reactToComment(...said(eve, comment.id, { reaction: 'agree' }));
		await expect(viewer).rejects.toMatchObject({ code: 'NotPermitted' });
	});
});

test('comments of the version that knew objects only are about their objects, and say what they said', async () => {
	const old = {
		_id: 'old',
		objectId,
		parentId: null,
		authorId: ben.id,
		authorName: 'BEN',
		text: 'from before',
		html: '<p>from before</p>',
		at: new Date(0),
		editedAt: null,
		runId: 1,
		sourceId: 1,
		revisions: []
	};
	const comments = collection<{ _id: string }>(store(), 'comments');
	await comments.insertOne(old, { bypassDocumentValidation: true });
	await noteCommentTargets(store().db);
	await noteCommentTargets(store().db);
	const [first] = await onObject();
	expect(first).toMatchObject({ id: 'old', text: 'from before', reactions: [], anchor: null });
	await resolveComment(...said(ben, 'old', { resolved: true }));
	expect((await stored(first))?.resolved).toMatchObject({ byName: 'BEN' });
});

test('what somebody said stays, with their name, when their account is deleted', async () => {
	const dora = await makeUser('dora', 'vetter');
	const comment = await write(dora, 'the dip is achromatic');
	await write(ben, 'as @dora says', { parentId: comment.id });
	await users(store()).deleteOne({ _id: dora.id });
	const { comments } = await commentSection(eve, comment.target);
	expect(comments.find(({ id }) => id === comment.id)).toMatchObject({
		authorName: 'DORA',
		text: 'the dip is achromatic'
	});
	await expect(write(ana, 'agreed', { parentId: comment.id })).resolves.toBeDefined();
});

test.each([
	['by a viewer', () => write(eve, 'hello'), 'NotPermitted'],
	['of blanks', () => write(ben, '   '), 'Invalid'],
	['of 20 001 characters', () => write(ben, 'x'.repeat(20_001)), 'Invalid'],
	['of ten million characters', () => write(ben, '@a'.repeat(5_000_000)), 'Invalid']
])('a comment %s is refused', (_, act, code) => expect(act()).rejects.toMatchObject({ code }));

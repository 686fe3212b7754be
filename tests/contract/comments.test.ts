import { beforeAll, describe, expect, test } from 'vitest';
import { editComment, previewComment, writeComment } from '#server/commands/comments.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { store } from '#server/store/client.ts';
import { commentRevisions, commentsOnObject } from '#server/store/comments.ts';
import type { User } from '#schema/user.ts';
import {
	asked,
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
let eve: User;
let objectId: string;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
	objectId = (await makeObject()).id;
});

function write(user: User, text: string, parentId: string | null = null) {
	return writeComment({ user }, { commandId: commandId(), objectId, parentId, text });
}

describe('a hostile comment reaches the page as harmless text', () => {
	test.each([
		['a script', '<script>alert(1)</script>hello', 'hello'],
		['an event handler', '<img src=x onerror=alert(1)> hello', 'hello'],
		['a javascript: link', '[hello](javascript:alert(1))', 'hello'],
		['a javascript: link in disguise', '[hello](&#x6A;avascript:alert(1))', 'hello'],
		['an image from elsewhere', '![hello](https://evil.example/pixel.png)', 'hello']
	])('%s', async (_, text, seen) => {
		const comment = await write(ben, text);
		const queue = await makeQueue();
		const candidate = await makeCandidate(queue, { objectId });
		const page = await candidatePage(eve, queue.id, candidate.id, asked());
		const shown = page.comments.find((found) => found.id === comment.id);
		expect(shown?.html).toContain(seen);
		expect(shown?.html).not.toMatch(/<script|<img|onerror=|href="?(javascript|&#)/i);
		expect(previewComment(text)).toBe(shown?.html);
	});
});

test('an answer hangs on its comment; a parent on another object is refused', async () => {
	const question = await write(ben, 'Is this the *same* source?');
	const answer = await write(ana, 'It is.', question.id);
	expect(answer.parentId).toBe(question.id);
	const elsewhere = (await makeObject()).id;
	const stray = { commandId: commandId(), objectId: elsewhere, parentId: question.id, text: 'x' };
	await expect(writeComment({ user: ana }, stray)).rejects.toMatchObject({
		code: 'NotFound',
		field: 'parentId'
	});
});

test('a comment sent twice is written once', async () => {
	const sent = { commandId: commandId(), objectId, text: 'once' };
	await Promise.all([writeComment({ user: ben }, sent), writeComment({ user: ben }, sent)]);
	const written = await commentsOnObject(store(), objectId);
	expect(written.filter((comment) => comment.text === 'once')).toHaveLength(1);
});

describe('editing', () => {
	test('keeps what the comment said before', async () => {
		const comment = await write(ben, 'flat-bottomed dip');
		const edited = await editComment(
			{ user: ben },
			{ commandId: commandId(), commentId: comment.id, text: 'flat-bottomed **dip**' }
		);
		expect(edited.html).toContain('<strong>dip</strong>');
		expect(edited.editedAt).toBeInstanceOf(Date);
		const revisions = await commentRevisions(store(), comment.id);
		expect(revisions.map((revision) => revision.text)).toEqual(['flat-bottomed dip']);
	});

	test('another’s comment is refused', async () => {
		const comment = await write(ben, 'mine');
		const edit = { commandId: commandId(), commentId: comment.id, text: 'yours' };
		await expect(editComment({ user: ana }, edit)).rejects.toMatchObject({ code: 'NotPermitted' });
	});
});

test.each([
	['by a viewer', () => write(eve, 'hello'), 'NotPermitted'],
	['of blanks', () => write(ben, '   '), 'Invalid'],
	['of 20 001 characters', () => write(ben, 'x'.repeat(20_001)), 'Invalid'],
	[
		'on an object that does not exist',
		() => writeComment({ user: ben }, { commandId: commandId(), objectId: 'nowhere', text: 'x' }),
		'NotFound'
	]
])('a comment %s is refused', (_, act, code) => expect(act()).rejects.toMatchObject({ code }));

import { expect, test } from 'vitest';
import type { Comment } from '#schema/comment.ts';
import { threads } from './threads.ts';

const comment = (id: string, parentId: string | null, more: Partial<Comment> = {}): Comment => ({
	id,
	parentId,
	target: { kind: 'object', id: 'o' },
	objectId: 'o',
	authorId: 'u',
	authorName: 'Ana',
	text: id,
	html: id,
	anchor: null,
	files: [],
	reactions: [],
	mentions: [],
	resolved: null,
	pinned: null,
	at: new Date(0),
	editedAt: null,
	runId: null,
	sourceId: null,
	...more
});

test('answers hang below what they answer, in order', () => {
	const [first, second] = threads([
		comment('a', null),
		comment('b', null),
		comment('c', 'a'),
		comment('d', 'c'),
		comment('e', 'a')
	]);
	expect(first.replies.map((t) => t.comment.id)).toEqual(['c', 'e']);
	expect(first.replies[0].replies.map((t) => t.comment.id)).toEqual(['d']);
	expect(second.replies).toEqual([]);
});

test('an answer to a comment that is gone is still shown', () => {
	expect(threads([comment('b', 'gone')]).map((t) => t.comment.id)).toEqual(['b']);
});

test('a pinned thread stands above the others, which keep their order', () => {
	const pinned = { byId: 'u', byName: 'Ana', at: new Date(1) };
	const shown = threads([
		comment('a', null),
		comment('b', null),
		comment('c', null, { pinned }),
		comment('d', 'b')
	]);
	expect(shown.map((t) => t.comment.id)).toEqual(['c', 'a', 'b']);
});

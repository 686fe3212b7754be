import { expect, test } from 'vitest';
import type { Comment } from '#schema/label.ts';
import { threads } from './threads.ts';

const comment = (id: string, parentId: string | null): Comment => ({
	id,
	parentId,
	objectId: 'o',
	authorId: 'u',
	authorName: 'Ana',
	text: id,
	html: id,
	at: new Date(0),
	editedAt: null,
	runId: null,
	sourceId: null
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

import { expect, test } from 'vitest';
import { actionHref } from './actionHref.ts';

test('an action keeps the list’s state and drops the action before it', () => {
	expect(actionHref('vote', new URL('http://a/queues/q/c?sort=eta&show=todo'))).toBe(
		'?/vote&sort=eta&show=todo'
	);
	expect(actionHref('tag', new URL('http://a/queues/q/c?/vote&sort=eta'))).toBe('?/tag&sort=eta');
	expect(actionHref('tag', new URL('http://a/queues/q/c'))).toBe('?/tag');
});

import { expect, test } from 'vitest';
import { JOB_KINDS } from '#schema/job.ts';
import { handlerTable, type AnyHandler } from './handlers.ts';

const handler = (kind: AnyHandler['kind']): AnyHandler => ({
	kind,
	concurrency: 1,
	handle: () => Promise.resolve()
});
const all = JOB_KINDS.map(handler);

test('one handler for every kind of job makes a table', () => {
	expect([...handlerTable(all).keys()].sort()).toEqual([...JOB_KINDS].sort());
});

test('a kind without a handler is named', () => {
	const without = all.filter(({ kind }) => kind !== 'publish');
	expect(() => handlerTable(without)).toThrow('The job kind publish has no handlers');
});

test('a kind with two handlers is named', () => {
	expect(() => handlerTable([...all, handler('rank')])).toThrow('The job kind rank has 2 handlers');
});

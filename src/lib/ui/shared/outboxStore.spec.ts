import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { OutboxStore, type Unsent } from './outboxStore.ts';

function vote(commandId: string): Unsent {
	const fields: [string, string][] = [['commandId', commandId]];
	return { href: '/queues/q/c?/vote', title: 'Vote', fields };
}
const idsIn = async (store: OutboxStore) => (await store.all()).map(({ fields }) => fields[0][1]);

afterEach(() => vi.unstubAllGlobals());

describe.each(['IndexedDB', 'memory'])('unsent commands in %s', (where) => {
	beforeEach(() => vi.stubGlobal('indexedDB', where === 'memory' ? undefined : new IDBFactory()));

	test('stay in the order in which they were kept', async () => {
		const store = new OutboxStore('ana');
		for (const id of ['a', 'b', 'c']) await store.add(vote(id));
		const [, second] = await store.all();
		await store.remove(second.id);
		await store.add(vote('d'));
		expect(await idsIn(store)).toEqual(['a', 'c', 'd']);
	});

	test('keep the reason of a refusal, and lose it when they are to be sent again', async () => {
		const store = new OutboxStore('ana');
		await store.add(vote('a'));
		const [{ id }] = await store.all();
		await store.mark(id, 'The candidate is retired.');
		expect(await store.all()).toMatchObject([{ id, refusal: 'The candidate is retired.' }]);
		await store.mark(id, '');
		expect(await store.all()).toMatchObject([{ id, refusal: '' }]);
	});
});

test('what one page kept the next page finds, and nobody else’s page', async () => {
	vi.stubGlobal('indexedDB', new IDBFactory());
	await new OutboxStore('ana').add(vote('a'));
	expect(await idsIn(new OutboxStore('ana'))).toEqual(['a']);
	expect(await idsIn(new OutboxStore('ben'))).toEqual([]);
});

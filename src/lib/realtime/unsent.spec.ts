import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { memoryStorage } from '../../../tests/kit/memoryStorage.ts';
import { Unsent } from './unsent.ts';

const owner = { userId: 'ana', room: 'object-1' };

/** Somebody's notes, each letter of which is an edit. */
function typing(unsent: Unsent) {
	const doc = new Y.Doc();
	doc.on('update', (update: Uint8Array) => unsent.add(update));
	return (letters: string) => {
		for (const letter of letters) {
			const text = doc.getText('notes');
			text.insert(text.length, letter);
		}
	};
}

function notesOf(updates: Uint8Array[]): string {
	const doc = new Y.Doc();
	for (const update of updates) Y.applyUpdate(doc, update);
	return doc.getText('notes').toJSON();
}

function newUnsent(storage: Storage, whose = owner): Unsent {
	return new Unsent(whose, storage, () => undefined);
}

test('an edit is kept until its message is acknowledged', () => {
	const storage = memoryStorage();
	const unsent = newUnsent(storage);
	const type = typing(unsent);
	unsent.opened();
	type('a');
	unsent.sent('one');
	type('b');
	unsent.sent('one');
	unsent.acknowledged(1);
	expect([unsent.count, storage.length]).toEqual([1, 1]);
	unsent.acknowledged(2);
	expect([unsent.count, storage.length]).toEqual([0, 0]);
});

test('an edit sent before the server has asked for the rest speaks for itself alone', () => {
	const unsent = newUnsent(memoryStorage());
	const type = typing(unsent);
	type('offline');
	unsent.opened();
	type('!');
	unsent.sent('one');
	unsent.acknowledged(1);
	expect(unsent.count).toBe('offline'.length);
	unsent.sent('everything');
	unsent.acknowledged(2);
	expect(unsent.count).toBe(0);
});

test('acknowledgements of a former connection say nothing of the next', () => {
	const unsent = newUnsent(memoryStorage());
	const type = typing(unsent);
	unsent.opened();
	type('a');
	unsent.sent('one');
	unsent.closed();
	unsent.opened();
	unsent.acknowledged(1);
	expect(unsent.count).toBe(1);
});

test('the next tab takes up what the last one left, the next person does not', () => {
	const storage = memoryStorage();
	typing(newUnsent(storage))('left behind');
	expect(newUnsent(storage, { ...owner, userId: 'ben' }).restore()).toEqual([]);
	const next = newUnsent(storage);
	expect(notesOf(next.restore())).toBe('left behind');
	next.opened();
	next.sent('everything');
	next.acknowledged(1);
	expect(storage.length).toBe(0);
});

test('a long day offline stays small in storage and loses no letter', () => {
	const storage = memoryStorage();
	const letters = 'abcdefghij'.repeat(35);
	typing(newUnsent(storage))(letters);
	expect(storage.length).toBeLessThanOrEqual(100);
	expect(notesOf(newUnsent(storage).restore())).toBe(letters);
});

test('many edits on an open connection are not merged: each is acknowledged by itself', () => {
	const unsent = newUnsent(memoryStorage());
	const type = typing(unsent);
	unsent.opened();
	type('x'.repeat(150));
	unsent.sent('one');
	unsent.acknowledged(1);
	expect(unsent.count).toBe(149);
});

test('what the server refuses stays here', () => {
	const unsent = newUnsent(memoryStorage());
	const type = typing(unsent);
	unsent.opened();
	type('a');
	unsent.sent('one');
	unsent.refused();
	unsent.acknowledged(1);
	expect(unsent.count).toBe(1);
});

test('a damaged entry is passed over', () => {
	const storage = memoryStorage();
	storage.setItem('caustic:unsent:ana:object-1:tab:1', 'AQHI');
	typing(newUnsent(storage))('kept');
	expect(notesOf(newUnsent(storage).restore())).toBe('kept');
});

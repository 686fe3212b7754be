import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterEach, expect, test, vi } from 'vitest';
import type { User } from '#schema/user.ts';
import { PresenceTable } from './presenceTable.server.ts';

const ana = person('ana');
const ben = person('ben');
const here = {};

afterEach(() => {
	vi.useRealTimers();
});

function person(id: string): User {
	return { id, username: id, displayName: id.toUpperCase(), role: 'vetter', teamId: null };
}

function told(clientId: number, clock: number, userId: string | null): Uint8Array {
	const user = { id: userId, name: 'anything', colour: 1 };
	const state = userId && { user, candidateId: null, cursorMjd: null, typing: false };
	return encoding.encode((encoder) => {
		for (const number of [1, clientId, clock]) encoding.writeVarUint(encoder, number);
		encoding.writeVarString(encoder, JSON.stringify(state));
	});
}

/** Each tab with the name it goes by; null for one that has left. */
function read(update: Uint8Array | null): [number, string | null][] {
	if (!update) return [];
	const decoder = decoding.createDecoder(update);
	return Array.from({ length: decoding.readVarUint(decoder) }, () => {
		const clientId = decoding.readVarUint(decoder);
		decoding.readVarUint(decoder);
		const state = JSON.parse(decoding.readVarString(decoder)) as { user: { name: string } } | null;
		return [clientId, state && state.user.name];
	});
}

test('a tab goes by the name of the account, whatever it claims', () => {
	expect(read(new PresenceTable().hear(here, ana, told(1, 1, 'ana')))).toEqual([[1, 'ANA']]);
});

test('a tab that claims another id is not heard', () => {
	const table = new PresenceTable();
	expect(table.hear(here, ana, told(1, 1, 'ben'))).toBeNull();
	expect(read(table.everyone())).toEqual([]);
});

test('a socket speaks for one tab', () => {
	const table = new PresenceTable();
	table.hear(here, ana, told(1, 1, 'ana'));
	expect(table.hear(here, ana, told(2, 1, 'ana'))).toBeNull();
});

test('after a reconnect the same person takes the place of their former socket, which then takes nobody along', () => {
	const table = new PresenceTable();
	const again = {};
	table.hear(here, ana, told(1, 1, 'ana'));
	expect(table.hear({}, ben, told(1, 9, 'ben'))).toBeNull();
	expect(read(table.hear(again, ana, told(1, 2, 'ana')))).toEqual([[1, 'ANA']]);
	expect(table.leave(here)).toBeNull();
	expect(read(table.leave(again))).toEqual([[1, null]]);
});

test('the tabs of a process that died are gone after a while, those of this one stay', () => {
	vi.useFakeTimers();
	const table = new PresenceTable();
	table.hear(here, ana, told(1, 1, 'ana'));
	table.hearProcess('sibling', told(2, 1, 'ben'));
	vi.advanceTimersByTime(20_000);
	expect(table.expire(30_000)).toBeNull();
	// The sibling's heartbeat: nothing new to tell, but it lives.
	expect(table.hearProcess('sibling', told(2, 1, 'ben'))).toBeNull();
	vi.advanceTimersByTime(20_000);
	expect(table.expire(30_000)).toBeNull();
	vi.advanceTimersByTime(11_000);
	expect(read(table.expire(30_000))).toEqual([[2, null]]);
	expect(read(table.everyone())).toEqual([[1, 'ANA']]);
});

test('another process cannot speak for a tab whose socket is here', () => {
	const table = new PresenceTable();
	table.hear(here, ana, told(1, 1, 'ana'));
	expect(table.hearProcess('sibling', told(1, 5, null))).toBeNull();
	expect(read(table.own())).toEqual([[1, 'ANA']]);
});

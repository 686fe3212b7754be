import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { presenceSchema, type Presence } from '#schema/annotation.ts';
import type { User } from '#schema/user.ts';

/** One browser tab as others see it. `state` is null once it has left. */
interface Entry {
	clientId: number;
	clock: number;
	state: Presence | null;
}

interface Known extends Entry {
	state: Presence;
	/** The socket it came by, or the name of the web process that holds the socket. */
	owner: object | string;
	seenAt: number;
}

/** Far more than the fields of a presence need. */
const MAX_STATE_LENGTH = 2000;
const MAX_ENTRIES = 1000;

/**
 * Who is in a room. The wire format is y-protocols' awareness; the rules are stricter: a socket speaks for one tab and
 * only as the person who signed in, and a tab is here for as long as its socket is, however its timers are throttled.
 */
export class PresenceTable {
	#known = new Map<number, Known>();

	/** Takes what a socket says of its own tab. Gives what to tell the others; null when nothing of it was acceptable. */
	hear(owner: object, user: User, update: Uint8Array): Uint8Array | null {
		const [entry] = readEntries(update).filter((each) => this.#mayClaim(each, owner, user));
		if (!entry) return null;
		if (entry.state === null) return this.leave(owner);
		const state = {
			...entry.state,
			user: { ...entry.state.user, id: user.id, name: user.displayName }
		};
		this.#known.set(entry.clientId, { ...entry, state, owner, seenAt: Date.now() });
		return writeEntries([{ ...entry, state }]);
	}

	/** Takes what another web process, which has checked it, says of its tabs. */
	hearProcess(process: string, update: Uint8Array): Uint8Array | null {
		const changed: Entry[] = [];
		for (const entry of readEntries(update)) {
			const known = this.#known.get(entry.clientId);
			const { state } = entry;
			if (known && typeof known.owner !== 'string') continue;
			if (state && (!known || known.clock < entry.clock)) changed.push(entry);
			if (state)
				this.#known.set(entry.clientId, { ...entry, state, owner: process, seenAt: Date.now() });
			else if (this.#known.delete(entry.clientId)) changed.push(entry);
		}
		return changed.length > 0 ? writeEntries(changed) : null;
	}

	/** Forgets a socket that closed; gives the news to tell, or null. */
	leave(owner: object): Uint8Array | null {
		const left = [...this.#known.values()].filter((known) => known.owner === owner);
		for (const known of left) this.#known.delete(known.clientId);
		return left.length > 0 ? writeEntries(left.map(gone)) : null;
	}

	/** Forgets tabs of processes that have not been heard of for `olderThanMs`: such a process died. */
	expire(olderThanMs: number): Uint8Array | null {
		const before = Date.now() - olderThanMs;
		const left = [...this.#known.values()].filter(
			(known) => typeof known.owner === 'string' && known.seenAt < before
		);
		for (const known of left) this.#known.delete(known.clientId);
		return left.length > 0 ? writeEntries(left.map(gone)) : null;
	}

	everyone(): Uint8Array {
		return writeEntries([...this.#known.values()]);
	}

	/** Only those whose sockets are in this process. */
	own(): Uint8Array {
		return writeEntries(
			[...this.#known.values()].filter((known) => typeof known.owner !== 'string')
		);
	}

	/** After a reconnect the tab's former socket may still look open: the same person may take its place. */
	#mayClaim(entry: Entry, owner: object, user: User): boolean {
		const known = this.#known.get(entry.clientId);
		if (entry.state === null) return known?.owner === owner;
		if (entry.state.user.id !== user.id) return false;
		if (!known) return ![...this.#known.values()].some((other) => other.owner === owner);
		return known.state.user.id === user.id && known.clock < entry.clock;
	}
}

function gone(entry: Entry): Entry {
	return { clientId: entry.clientId, clock: entry.clock, state: null };
}

/** Throws on bytes that are no awareness update; leaves out states of another shape. */
function readEntries(update: Uint8Array): Entry[] {
	const decoder = decoding.createDecoder(update);
	const count = decoding.readVarUint(decoder);
	if (count > MAX_ENTRIES) throw new Error('too many presences in one message');
	const entries: Entry[] = [];
	for (let i = 0; i < count; i++) {
		const clientId = decoding.readVarUint(decoder);
		const clock = decoding.readVarUint(decoder);
		const json = decoding.readVarString(decoder);
		if (json.length > MAX_STATE_LENGTH) throw new Error('the presence is too long');
		const state = presenceSchema.nullable().safeParse(JSON.parse(json));
		if (state.success) entries.push({ clientId, clock, state: state.data });
	}
	return entries;
}

function writeEntries(entries: Entry[]): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, entries.length);
		for (const { clientId, clock, state } of entries) {
			encoding.writeVarUint(encoder, clientId);
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarString(encoder, JSON.stringify(state));
		}
	});
}

import type { Announcement } from '#schema/announcement.ts';
import { log } from '#server/log.ts';
import type { Store } from '#server/store/client.ts';
import type { Member } from './member.server.ts';
import { PresenceTable } from './presenceTable.server.ts';
import {
	CLOSE,
	encodeAnnounced,
	encodePresence,
	encodeRefused,
	encodeSync,
	readClientMessage,
	SYNC_STEP_1,
	SYNC_STEP_2,
	SYNC_UPDATE,
	type ClientMessage
} from './protocol.ts';
import { isUpdate, SharedDoc } from './sharedDoc.server.ts';

/** What Yjs encodes for "nothing": no structs, no deletions. */
const EMPTY_UPDATE = new Uint8Array([0, 0]);
const DEAD_PROCESS_MS = 30_000;
/** Objects have notes and annotations, vetting sessions notes and an agenda. */
const DOCUMENT_ROOMS = /^(?:object|session)-/;

interface Surroundings {
	store: Store;
	/** Name of this web process among its siblings. */
	process: string;
	/** Tells the siblings of presence in this room. */
	publishPresence(update: Uint8Array): void;
}

/**
 * The people in one room of this process, and its document where it has one. Presence cannot be forged. What an edit
 * says of its author can: Yjs merges an update whole, and reading every one for `byId` would cost more than it proves.
 * So whatever must be somebody's own (votes, tags, comments) or decides something (who drives a session, what is revealed)
 * is a command and never in here.
 */
export class LiveRoom {
	readonly name: string;
	readonly members = new Set<Member>();
	readonly #presence = new PresenceTable();
	readonly #doc: SharedDoc<Member> | null;
	readonly #surroundings: Surroundings;
	/** Whether the log may hold edits that the document lacks. */
	#stale = false;
	/** Rejects when the document cannot be read. */
	readonly ready: Promise<void>;

	constructor(name: string, surroundings: Surroundings) {
		this.name = name;
		this.#surroundings = surroundings;
		this.#doc = DOCUMENT_ROOMS.test(name)
			? new SharedDoc(name, surroundings, {
					onDurable: (merged, batch) => this.#spread(merged, batch),
					onFailure: (authors, error) => this.#fail(authors, error)
				})
			: null;
		this.ready = this.#doc?.load() ?? Promise.resolve();
	}

	/** Greets someone new: what is here, and who. */
	welcome(member: Member): void {
		if (this.#doc) member.send(encodeSync(SYNC_STEP_1, this.#doc.stateVector));
		member.send(encodePresence(this.#presence.everyone()));
	}

	/** Takes a message of a member; malformed ones cost only their sender's connection. */
	receive(member: Member, message: Uint8Array): void {
		try {
			this.#act(member, readClientMessage(message));
		} catch {
			member.close(CLOSE.malformed, 'malformed message');
		}
	}

	leave(member: Member): void {
		this.members.delete(member);
		const news = this.#presence.leave(member);
		if (news) this.#spreadPresence(news);
	}

	announce(announcement: Announcement): void {
		this.#tell(encodeAnnounced(announcement));
	}

	/** A durable edit that another process wrote. */
	hearEdit(update: Uint8Array): void {
		if (!this.#doc) return;
		this.#doc.hear(update);
		this.#tell(encodeSync(SYNC_UPDATE, update));
	}

	hearPresence(process: string, update: Uint8Array): void {
		const news = this.#presence.hearProcess(process, update);
		if (news) this.#tell(encodePresence(news));
	}

	/** Presence of the sockets of this process, for siblings that ask. */
	tellPresence(): void {
		this.#surroundings.publishPresence(this.#presence.own());
	}

	/**
	 * Repeats who is here: it mends lost Redis messages, shows siblings that this process lives, and browsers that the
	 * connection does (y-websocket gives one up after 30 s of silence).
	 */
	heartbeat(): void {
		if (this.#stale) this.catchUp().catch((error: unknown) => this.#warn(error));
		const died = this.#presence.expire(DEAD_PROCESS_MS);
		if (died) this.#tell(encodePresence(died));
		this.#tell(encodePresence(this.#presence.everyone()));
		this.tellPresence();
	}

	/** After missed events: reads the log again and sends everybody what it held. */
	async catchUp(): Promise<void> {
		if (!this.#doc) return;
		this.#stale = true;
		const before = this.#doc.stateVector;
		await this.#doc.load();
		this.#stale = false;
		this.#tell(encodeSync(SYNC_UPDATE, this.#doc.missing(before)));
	}

	async drained(): Promise<void> {
		await this.#doc?.drained();
	}

	async close(): Promise<void> {
		await this.#doc?.close();
	}

	#act(member: Member, message: ClientMessage): void {
		switch (message.kind) {
			case 'step1':
				// A state vector goes through our decoder before it is answered.
				member.send(
					encodeSync(SYNC_STEP_2, this.#doc?.missing(message.stateVector) ?? EMPTY_UPDATE)
				);
				return;
			case 'edit':
				this.#takeEdit(member, message.update, message.catchingUp);
				return;
			case 'presence': {
				const news = this.#presence.hear(member, member.user, message.update);
				if (news) this.#spreadPresence(news);
				return;
			}
			case 'queryPresence':
				member.send(encodePresence(this.#presence.everyone()));
				return;
			case 'unknown':
				member.close(CLOSE.unsupported, 'unknown kind of message');
		}
	}

	/** Every edit message is counted, also one that brings nothing: the browser counts them likewise. */
	#takeEdit(member: Member, update: Uint8Array, catchingUp: boolean): void {
		const count = ++member.received;
		const brings = this.#doc ? !(catchingUp && this.#doc.holds(update)) : !isEmpty(update);
		if (!brings) {
			if (this.#doc) this.#doc.add({ author: member, count, update: null });
			else member.acknowledge(count);
			return;
		}
		const refusal = this.#refusal(member);
		if (refusal) {
			member.send(encodeRefused(refusal));
			return;
		}
		if (!isUpdate(update)) {
			member.close(CLOSE.malformed, 'malformed edit');
		} else if (this.#doc?.isFull) {
			member.close(CLOSE.full, 'This shared document is full.');
		} else {
			this.#doc?.add({ author: member, count, update });
		}
	}

	#refusal(member: Member): string | null {
		if (!this.#doc) return 'This room holds no document.';
		return member.mayAnnotate ? null : 'Your role may read here, not write.';
	}

	#spread(merged: Uint8Array | null, batch: { author: Member; count: number }[]): void {
		if (merged) this.#tell(encodeSync(SYNC_UPDATE, merged));
		for (const { author, count } of batch) author.acknowledge(count);
	}

	/** A write that failed may have reached the disk all the same: its authors send again, and we look again. */
	#fail(authors: Set<Member>, error: unknown): void {
		this.#stale = true;
		log.error('edits could not be written', { room: this.name, error });
		for (const author of authors) author.close(CLOSE.failed, 'not saved; connect again');
	}

	#warn(error: unknown): void {
		log.warn('could not read a room again', { room: this.name, error });
	}

	#spreadPresence(update: Uint8Array): void {
		this.#tell(encodePresence(update));
		this.#surroundings.publishPresence(update);
	}

	#tell(message: Uint8Array): void {
		for (const member of this.members) member.send(message);
	}
}

function isEmpty(update: Uint8Array): boolean {
	return update.length === 2 && update[0] === 0 && update[1] === 0;
}

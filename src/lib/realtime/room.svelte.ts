import { createSubscriber } from 'svelte/reactivity';
import * as Y from 'yjs';
import { annotationSchema, presenceSchema, SHARED } from '#schema/annotation.ts';
import type { Annotation, Presence } from '#schema/annotation.ts';
import type { Announcement } from '#schema/announcement.ts';
import { lensOverlaySchema, type LensOverlay } from '#schema/lens.ts';
import { Connection, SocketAwareness, type ConnectionListener, type Status } from './connection.ts';
import { ObservedMap } from './observedMap.svelte.ts';
import { personColour } from './personColour.ts';
import { browserSite, type Site } from './site.ts';
import { Throttle } from './throttle.ts';
import { Unsent } from './unsent.ts';

/** A pointer on the light curve moves up to 60 times a second; ten are enough to follow it. */
const PRESENCE_EVERY_MS = 100;

const NOWHERE = {
	...{ candidateId: null, cursorMjd: null, cursorStamp: null, typing: false },
	...{ brush: null, stampImageId: null, follows: false }
};

interface Options {
	/** A topic, as in the schema: object-…, session-…, queue-…, run-…, runs, queues. */
	name: string;
	user: { id: string; name: string; colour?: number };
	/** Whether the room carries a document. */
	hasDocument: boolean;
	/** Of the page's data, when they were loaded before this room is entered. */
	newsMark?: string;
}

/**
 * A room as one browser tab sees it: who is here, what is announced, and in an object's or a session's room the shared
 * notes and what else is made together. Rendered on the server it is empty and connects to nothing. Call `destroy` when the page goes.
 */
export class Room {
	readonly notes: Y.Text;
	readonly agenda: Y.Text;
	readonly annotations: ObservedMap<Annotation>;
	/** The lens that people move over the light curve together, under one key. */
	readonly lens: ObservedMap<LensOverlay>;
	readonly #doc = new Y.Doc();
	readonly #user: Presence['user'];
	readonly #listeners = new Set<(announcement: Announcement) => void>();
	readonly #returnListeners = new Set<() => void>();
	readonly #subscribeToPeople: () => void;
	readonly #throttle = new Throttle(PRESENCE_EVERY_MS, () => this.#tellPresence());
	readonly #awareness: SocketAwareness | null = null;
	readonly #connection: Connection | null = null;
	#presence: Presence;
	#status: Status = $state('connecting');
	#unsaved = $state(0);
	#refusal: string | null = $state(null);
	#signedOut = $state(false);
	#isUpToDate = false;

	constructor({ name, user, hasDocument, newsMark }: Options, site: Site | null = browserSite()) {
		this.notes = this.#doc.getText(SHARED.notes);
		this.agenda = this.#doc.getText(SHARED.agenda);
		this.annotations = new ObservedMap(this.#doc.getMap(SHARED.annotations), parseAnnotation);
		this.lens = new ObservedMap(this.#doc.getMap(SHARED.lens), parseLens);
		this.#user = { id: user.id, name: user.name, colour: user.colour ?? personColour(user.id) };
		this.#presence = { user: this.#user, ...NOWHERE };
		this.#subscribeToPeople = createSubscriber((update) => {
			this.#awareness?.on('change', update);
			return () => this.#awareness?.off('change', update);
		});
		if (!site) return;
		const unsent = new Unsent({ userId: user.id, room: name }, site.storage, () => {
			this.#unsaved = unsent.count;
		});
		if (hasDocument) this.#keepEdits(unsent);
		this.#awareness = new SocketAwareness(this.#doc);
		this.#tellPresence();
		const known = newsMark === undefined ? {} : { newsMark };
		const room = { name, doc: this.#doc, awareness: this.#awareness, ...known };
		this.#connection = new Connection(room, site, this.#hearing(unsent));
	}

	/** `live`: what others do is seen here within a moment, and the reverse. */
	get status(): Status {
		return this.#status;
	}

	/** Once live: nothing was announced since the page's data were loaded, nor was the room offline. */
	get isUpToDate(): boolean {
		return this.#isUpToDate;
	}

	/** Edits made here that are not yet known to be on the server's disk. They survive a reload. */
	get unsaved(): number {
		return this.#unsaved;
	}

	/** Why edits made here are not taken, as a sentence; null when they are. */
	get refusal(): string | null {
		return this.#refusal;
	}

	/** The session has ended: the room stays as it was until somebody signs in and opens the page again. */
	get signedOut(): boolean {
		return this.#signedOut;
	}

	/** The others here, each once however many tabs they have open; a tab with its pointer on the data counts first. */
	get people(): Presence[] {
		this.#subscribeToPeople();
		const people = new Map<string, Presence>();
		for (const [clientId, state] of this.#awareness?.getStates() ?? []) {
			const presence = presenceSchema.safeParse(state).data;
			if (!presence || clientId === this.#doc.clientID || presence.user.id === this.#user.id)
				continue;
			const known = people.get(presence.user.id);
			if (!known || !pointsAtData(known)) people.set(presence.user.id, presence);
		}
		return [...people.values()];
	}

	/** Tells the others where we are; the pointer's way is thinned out. */
	setPresence(change: Partial<Omit<Presence, 'user'>>): void {
		this.#presence = { ...this.#presence, ...change };
		this.#throttle.call();
	}

	/** Hears what is announced in this room until the returned function is called. */
	onannounce(listener: (announcement: Announcement) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Calls back when the room is live again after it was offline: what was announced meanwhile was not heard. */
	onreturn(listener: () => void): () => void {
		this.#returnListeners.add(listener);
		return () => this.#returnListeners.delete(listener);
	}

	destroy(): void {
		this.#throttle.stop();
		this.#connection?.destroy();
		this.#listeners.clear();
		this.#returnListeners.clear();
		this.#doc.destroy();
	}

	/** Listens before the provider does, so that an edit is in storage when it is sent. */
	#keepEdits(unsent: Unsent): void {
		for (const update of unsent.restore()) Y.applyUpdate(this.#doc, update);
		this.#doc.on('update', (update, _origin, _doc, transaction) => {
			if (transaction.local) unsent.add(update);
		});
	}

	#hearing(unsent: Unsent): ConnectionListener {
		return {
			onStatus: (status) => {
				const returned = status === 'live' && this.#status === 'offline';
				this.#status = status;
				if (status === 'offline') {
					this.#isUpToDate = false;
					unsent.closed();
				}
				if (returned) this.#returnListeners.forEach((listener) => listener());
			},
			onOpen: () => {
				this.#refusal = null;
				unsent.opened();
			},
			onSent: (kind) => unsent.sent(kind),
			onAcknowledged: (count) => unsent.acknowledged(count),
			onAnnounced: (announcement) => this.#listeners.forEach((listener) => listener(announcement)),
			onUpToDate: () => (this.#isUpToDate = true),
			onRefused: (reason) => {
				this.#refusal = reason;
				unsent.refused();
			},
			onSignedOut: () => {
				this.#signedOut = true;
				this.#status = 'offline';
			}
		};
	}

	#tellPresence(): void {
		this.#awareness?.setLocalState(this.#presence);
	}
}

function pointsAtData({ cursorMjd, cursorStamp, brush }: Presence): boolean {
	return cursorMjd !== null || cursorStamp !== null || brush !== null;
}

function parseAnnotation(value: unknown): Annotation | null {
	return annotationSchema.safeParse(value).data ?? null;
}

function parseLens(value: unknown): LensOverlay | null {
	return lensOverlaySchema.safeParse(value).data ?? null;
}

import * as decoding from 'lib0/decoding';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import {
	announcementSchema,
	MESSAGE_ACKNOWLEDGED,
	MESSAGE_ANNOUNCED,
	MESSAGE_UP_TO_DATE,
	type Announcement
} from '#schema/announcement.ts';
import { CLOSE, editKind, MESSAGE_REFUSED } from './protocol.ts';
import type { Site } from './site.ts';

export type Status = 'connecting' | 'live' | 'offline';

export interface ConnectionListener {
	onStatus(status: Status): void;
	/** A socket is open; nothing has been sent on it yet. */
	onOpen(): void;
	onSent(kind: 'everything' | 'one'): void;
	onAcknowledged(count: number): void;
	onAnnounced(announcement: Announcement): void;
	/** Nothing was announced between the page's loading and now. */
	onUpToDate(): void;
	/** Our edits are not taken, or the room is not for us; the sentence says why. */
	onRefused(reason: string): void;
	onSignedOut(): void;
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;

const REASONS: Record<number, string> = {
	[CLOSE.tooBig]: 'What was written is too long for one message.',
	[CLOSE.notPermitted]: 'You may not look at this.',
	[CLOSE.full]: 'This shared document is full.'
};

/** Holds a document's socket open: stock y-websocket, but asks before an attempt that follows a failed one whether we are still signed in. */
export class Connection {
	readonly #provider: WebsocketProvider;
	readonly #site: Site;
	readonly #listener: ConnectionListener;
	readonly #retryNow = () => void this.#connect();
	#attempts = 0;
	#retry: ReturnType<typeof setTimeout> | undefined;
	#destroyed = false;

	constructor(
		room: { name: string; doc: Y.Doc; awareness: Awareness; newsMark?: string },
		site: Site,
		listener: ConnectionListener
	) {
		this.#site = site;
		this.#listener = listener;
		this.#provider = new WebsocketProvider(`${site.sockets}/yjs`, room.name, room.doc, {
			connect: false,
			awareness: room.awareness,
			params: room.newsMark ? { since: room.newsMark } : {},
			// Edits reach the other tabs through the server: what is seen anywhere is on disk.
			disableBc: true,
			WebSocketPolyfill: countingSocket(site.WebSocket, (kind) => listener.onSent(kind)),
			shouldReconnect: () => false
		});
		this.#listenToMessages();
		this.#listenToStatus(room.awareness);
		globalThis.addEventListener?.('online', this.#retryNow);
		void this.#connect();
	}

	destroy(): void {
		this.#destroyed = true;
		clearTimeout(this.#retry);
		globalThis.removeEventListener?.('online', this.#retryNow);
		this.#provider.destroy();
	}

	#listenToMessages(): void {
		const { messageHandlers } = this.#provider;
		messageHandlers[MESSAGE_ACKNOWLEDGED] = (_encoder, decoder) =>
			this.#listener.onAcknowledged(decoding.readVarUint(decoder));
		messageHandlers[MESSAGE_REFUSED] = (_encoder, decoder) => {
			decoding.readVarUint(decoder);
			this.#listener.onRefused(decoding.readVarString(decoder));
		};
		messageHandlers[MESSAGE_UP_TO_DATE] = () => this.#listener.onUpToDate();
		messageHandlers[MESSAGE_ANNOUNCED] = (_encoder, decoder) => {
			const parsed = announcementSchema.safeParse(JSON.parse(decoding.readVarString(decoder)));
			if (parsed.success) this.#listener.onAnnounced(parsed.data);
		};
	}

	#listenToStatus(awareness: Awareness): void {
		this.#provider.on('status', ({ status }) => {
			if (status === 'connected') {
				this.#listener.onOpen();
				// What was announced while this socket is closed, the next one has missed.
				this.#provider.params = {};
				// The server told the others that we left; only a newer clock brings us back.
				awareness.setLocalState(awareness.getLocalState());
			}
			if (status === 'disconnected') this.#listener.onStatus('offline');
		});
		this.#provider.on('sync', (synced) => {
			if (!synced) return;
			this.#attempts = 0;
			this.#listener.onStatus('live');
		});
		this.#provider.on('closed', ({ code }) => this.#closed(code));
	}

	#closed(code: number): void {
		this.#listener.onStatus('offline');
		if (code === CLOSE.signedOut) this.#listener.onSignedOut();
		else if (code in REASONS) this.#listener.onRefused(REASONS[code]);
		else this.#later();
	}

	async #connect(): Promise<void> {
		clearTimeout(this.#retry);
		if (this.#destroyed || this.#provider.shouldConnect) return;
		try {
			// Whoever was just given the page is: the first attempt does not wait for the question.
			const signedIn = this.#attempts === 0 || (await this.#site.isSignedIn());
			if (this.#destroyed) return;
			if (signedIn) this.#provider.connect();
			else this.#listener.onSignedOut();
		} catch {
			this.#listener.onStatus('offline');
			this.#later();
		}
	}

	/** Spread out, so that a hundred browsers do not come back to a restarted server in one moment. */
	#later(): void {
		if (this.#destroyed) return;
		const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempts++);
		this.#retry = setTimeout(this.#retryNow, longest * (0.5 + Math.random() / 2));
	}
}

/**
 * Awareness without its timers. The server says who is here by their sockets; by timers, a tab in the background, whose
 * own are slowed down by the browser, would keep vanishing.
 */
export class SocketAwareness extends Awareness {
	constructor(doc: Y.Doc) {
		super(doc);
		// y-protocols types it as any; it is what setInterval gave.
		clearInterval(this._checkInterval as number);
	}
}

function countingSocket(
	Base: typeof WebSocket,
	onSent: (kind: 'everything' | 'one') => void
): typeof WebSocket {
	return class extends Base {
		override send(message: Uint8Array<ArrayBuffer>): void {
			const kind = editKind(message);
			if (kind) onSent(kind);
			super.send(message);
		}
	};
}

import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { MESSAGE_ACKNOWLEDGED, MESSAGE_ANNOUNCED } from '#schema/announcement.ts';
import {
	encodeSync,
	MESSAGE_SYNC,
	SYNC_STEP_1,
	SYNC_STEP_2,
	SYNC_UPDATE
} from '#realtime/protocol.ts';
import type { Person } from './people.ts';

interface Options {
	origin: string;
	room: string;
	person: Person;
	/** Whether it takes in what others write; fifty that do keep one process busier than the server they measure. */
	follows: boolean;
}

/**
 * Somebody who writes numbered words into a room's document and knows exactly which of them the server has
 * acknowledged. Lighter than a Room, and without its storage: what is lost here is lost.
 */
export class Editor {
	readonly acknowledged: string[] = [];
	readonly #doc = new Y.Doc();
	readonly #socket: WebSocket;
	readonly #written: string[] = [];
	readonly #follows: boolean;
	#synced: () => void = () => undefined;
	#onAnnounced: (text: string) => void = () => undefined;

	private constructor({ origin, room, person, follows }: Options) {
		const headers = { cookie: person.cookie };
		const address = `${origin.replace('http', 'ws')}/yjs/${room}`;
		this.#socket = new WebSocket(address, { origin, headers });
		this.#socket.binaryType = 'nodebuffer';
		this.#follows = follows;
		this.#socket.on('message', (message: Buffer) => this.#hear(message));
		this.#doc.on('update', (update, _origin, _doc, transaction) => {
			if (transaction.local) this.#socket.send(encodeSync(SYNC_UPDATE, update));
		});
	}

	/** Resolves once the document is here, or, for one that does not follow, once the socket is open. */
	static async open(options: Options): Promise<Editor> {
		const editor = new Editor(options);
		const socket = editor.#socket;
		await new Promise<void>((resolve, reject) => {
			editor.#synced = resolve;
			socket.once('error', reject);
			socket.once('open', () => {
				socket.off('error', reject).on('error', () => undefined);
				if (!options.follows) return resolve();
				socket.send(encodeSync(SYNC_STEP_1, Y.encodeStateVector(editor.#doc)));
			});
		});
		return editor;
	}

	get words(): string[] {
		return this.#doc.getArray<string>('words').toArray();
	}

	get isOpen(): boolean {
		return this.#socket.readyState === WebSocket.OPEN;
	}

	write(word: string): void {
		this.#written.push(word);
		this.#doc.getArray('words').push([word]);
	}

	/** Calls back with each word that somebody else wrote, until the returned function is called. */
	onWord(listener: (word: string) => void): () => void {
		const words = this.#doc.getArray<string>('words');
		const onChange = (event: Y.YArrayEvent<string>) => {
			if (event.transaction.local) return;
			for (const { insert } of event.changes.delta) {
				// The array holds strings only; Yjs types what was inserted loosely.
				if (Array.isArray(insert)) for (const word of insert as string[]) listener(word);
			}
		};
		words.observe(onChange);
		return () => words.unobserve(onChange);
	}

	/** Calls back with the text of each announcement in the room; the latest listener is the one that hears. */
	onAnnounced(listener: (text: string) => void): void {
		this.#onAnnounced = listener;
	}

	close(): void {
		this.#socket.terminate();
		this.#doc.destroy();
	}

	#hear(message: Buffer): void {
		const decoder = decoding.createDecoder(message);
		const type = decoding.readVarUint(decoder);
		if (type === MESSAGE_ACKNOWLEDGED) {
			const count = decoding.readVarUint(decoder);
			this.acknowledged.push(...this.#written.slice(this.acknowledged.length, count));
		}
		if (type === MESSAGE_ANNOUNCED) this.#onAnnounced(decoding.readVarString(decoder));
		if (type !== MESSAGE_SYNC || !this.#follows) return;
		const step = decoding.readVarUint(decoder);
		if (step === SYNC_STEP_1) return;
		Y.applyUpdate(this.#doc, decoding.readVarUint8Array(decoder));
		if (step === SYNC_STEP_2) this.#synced();
	}
}

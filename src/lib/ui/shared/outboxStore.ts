import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A form that could not be sent. `commandId` is among the fields: the server carries it out once however often it comes. */
export interface Unsent {
	href: string;
	/** What a person reads of it. */
	title: string;
	fields: [string, string | File][];
}

export interface Kept extends Unsent {
	/** Ascending in the order of keeping. */
	id: number;
	/** ISO 8601, UTC. */
	at: string;
	/** Why the server refused it when it was sent late; '' while it waits. */
	refusal: string;
}

interface Schema extends DBSchema {
	commands: { key: number; value: Omit<Kept, 'id'> & { id?: number } };
}

/** One person's unsent commands in this browser's IndexedDB; where that is barred, in memory for as long as the page lives. */
export class OutboxStore {
	readonly #userId: string;
	#opened: Promise<IDBPDatabase<Schema> | null> | null = null;
	#memory: Kept[] = [];

	constructor(userId: string) {
		this.#userId = userId;
	}

	async add(unsent: Unsent): Promise<void> {
		const kept = { ...unsent, at: new Date().toISOString(), refusal: '' };
		const database = await this.#database();
		if (database) await database.add('commands', kept);
		else this.#memory.push({ ...kept, id: (this.#memory.at(-1)?.id ?? 0) + 1 });
	}

	async all(): Promise<Kept[]> {
		const database = await this.#database();
		if (!database) return [...this.#memory];
		const kept = await database.getAll('commands');
		// The key path fills the id in.
		return kept.map((command) => ({ ...command, id: command.id ?? 0 }));
	}

	async remove(id: number): Promise<void> {
		const database = await this.#database();
		if (database) await database.delete('commands', id);
		else this.#memory = this.#memory.filter((kept) => kept.id !== id);
	}

	async mark(id: number, refusal: string): Promise<void> {
		const database = await this.#database();
		const kept = database
			? await database.get('commands', id)
			: this.#memory.find((known) => known.id === id);
		if (!kept) return;
		if (database) await database.put('commands', { ...kept, refusal });
		else Object.assign(kept, { refusal });
	}

	#database(): Promise<IDBPDatabase<Schema> | null> {
		this.#opened ??= this.#open();
		return this.#opened;
	}

	async #open(): Promise<IDBPDatabase<Schema> | null> {
		try {
			return await openDB<Schema>(`caustic-outbox-${this.#userId}`, 1, {
				upgrade: (database) =>
					void database.createObjectStore('commands', { keyPath: 'id', autoIncrement: true })
			});
		} catch {
			return null;
		}
	}
}

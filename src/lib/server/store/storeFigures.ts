import type { Store } from './client.ts';

/** What MongoDB says of itself. */
export interface StoreServer {
	version: string;
	uptimeSeconds: number;
}

export interface StoreFigures {
	documents: number;
	/** On disk, packed. */
	storageBytes: number;
	indexBytes: number;
	/** Of the file system that the database lies on. */
	diskFreeBytes: number;
	diskTotalBytes: number;
	/** Collections that take most room, largest first. */
	largest: { name: string; bytes: number; documents: number }[];
}

/** Answers once the database does. */
export async function storeServer(store: Store, timeoutMS: number): Promise<StoreServer> {
	const said = await store.db.command({ serverStatus: 1, ...QUIET }, { timeoutMS });
	return { version: String(said.version), uptimeSeconds: Number(said.uptime) };
}

/** Sections of serverStatus that nobody reads here. */
const QUIET = { repl: 0, metrics: 0, locks: 0, wiredTiger: 0, opcounters: 0, network: 0 };

export async function storeFigures(store: Store, timeoutMS: number): Promise<StoreFigures> {
	const [total, largest] = await Promise.all([
		store.db.command({ dbStats: 1 }, { timeoutMS }),
		largestCollections(store, timeoutMS)
	]);
	return {
		documents: Number(total.objects),
		storageBytes: Number(total.storageSize),
		indexBytes: Number(total.indexSize),
		diskFreeBytes: Number(total.fsTotalSize) - Number(total.fsUsedSize),
		diskTotalBytes: Number(total.fsTotalSize),
		largest
	};
}

/** Those that grow with the sky. */
const GROWING = ['measurements', 'sources', 'sourceColumns', 'images', 'objects', 'auditEvents'];

function largestCollections(store: Store, timeoutMS: number): Promise<StoreFigures['largest']> {
	return Promise.all(
		GROWING.map(async (name) => {
			const said = await store.db.command({ collStats: name }, { timeoutMS });
			const bytes = Number(said.storageSize) + Number(said.totalIndexSize);
			return { name, bytes, documents: Number(said.count) };
		})
	);
}

import { collection, type Store } from './client.ts';

/** Where all objects are, degrees, as parallel columns. */
export interface ObjectPositions {
	ids: string[];
	ra: Float64Array;
	dec: Float64Array;
}

/** For matching long lists: a search for each row would take minutes. */
export async function objectPositions(store: Store): Promise<ObjectPositions> {
	const docs = await collection<{ _id: string; ra: number; dec: number }>(store, 'objects')
		.find()
		.project<{ _id: string; ra: number; dec: number }>({ ra: 1, dec: 1 })
		.sort({ _id: 1 })
		.toArray();
	return {
		ids: docs.map(({ _id }) => _id),
		ra: Float64Array.from(docs, ({ ra }) => ra),
		dec: Float64Array.from(docs, ({ dec }) => dec)
	};
}

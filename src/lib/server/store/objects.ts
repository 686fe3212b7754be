import type { SkyObject } from '#schema/source.ts';
import { toGeoJsonPoint } from '#science/sky/position.ts';
import {
	SEEN_LATER,
	collection,
	isDuplicateKey,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, number, point, shape, text, type CollectionPlan } from './plan.ts';

type ObjectDoc = Stored<SkyObject> & {
	position: ReturnType<typeof toGeoJsonPoint>;
	/** The revision of the run that first saw it: a publication that is repeated finds its own new objects by it. */
	firstRevision: number;
};

/** An object as the matching needs it. */
export interface PlacedObject {
	id: string;
	ra: number;
	dec: number;
	uncertaintyDeg: number;
	firstRunId: number;
	firstRevision: number;
}

/** A circle on the sky, degrees. */
export interface Circle {
	ra: number;
	dec: number;
	radiusDeg: number;
}

const DEG = Math.PI / 180;

export const objectsPlan: CollectionPlan = {
	name: 'objects',
	validator: shape({
		_id: text,
		name: text,
		ra: number,
		dec: number,
		uncertaintyDeg: number,
		firstRunId: number,
		firstRevision: number,
		position: point,
		createdAt: instant
	}),
	indexes: [
		{ key: { position: '2dsphere' } },
		// A position asked for by an object's name.
		{ key: { name: 1 } },
		// How far the matching has to reach: the least certain object.
		{ key: { uncertaintyDeg: -1 } },
		// Objects that a failed publication left behind.
		{ key: { firstRunId: 1, firstRevision: 1 } }
	]
};

const objects = (store: Store) => collection<ObjectDoc>(store, 'objects');

export async function findObject(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<SkyObject | null> {
	const doc = await objects(store).findOne({ _id: id }, { session: transaction });
	return doc && objectOf(doc);
}

export async function findObjects(store: Store, ids: string[]): Promise<Map<string, SkyObject>> {
	const docs = await objects(store)
		.find({ _id: { $in: ids } })
		.toArray();
	return new Map(docs.map((doc) => [doc._id, objectOf(doc)]));
}

/** Objects within any of the circles, each once, in order of their ids. */
export async function objectsWithin(store: Store, circles: Circle[]): Promise<PlacedObject[]> {
	const found = new Map<string, PlacedObject>();
	for (const { ra, dec, radiusDeg } of circles) {
		const centre = toGeoJsonPoint(ra, dec).coordinates;
		const docs = await objects(store)
			.find({ position: { $geoWithin: { $centerSphere: [centre, radiusDeg * DEG] } } })
			.project<Stored<PlacedObject>>({
				ra: 1,
				dec: 1,
				uncertaintyDeg: 1,
				firstRunId: 1,
				firstRevision: 1
			})
			.toArray();
		for (const doc of docs) found.set(doc._id, withId<PlacedObject>(doc));
	}
	return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The largest 1 σ of any object, degrees; 0 when there is none. */
export async function largestUncertaintyDeg(store: Store): Promise<number> {
	const doc = await objects(store).findOne({}, { sort: { uncertaintyDeg: -1 } });
	return doc?.uncertaintyDeg ?? 0;
}

/** Writes new objects; those of the same id, left by an attempt that was broken off, stay as they are. */
export async function insertObjects(
	store: Store,
	created: (SkyObject & { firstRevision: number })[]
): Promise<void> {
	for (let from = 0; from < created.length; from += 2000) {
		const documents = created.slice(from, from + 2000).map((object) => ({
			...withoutId(object),
			position: toGeoJsonPoint(object.ra, object.dec)
		}));
		try {
			await objects(store).insertMany(documents, { ordered: false, ...SEEN_LATER });
		} catch (error) {
			if (!isDuplicateKey(error)) throw error;
		}
	}
}

/** Moves an object to where a person says it is. */
export async function moveObject(
	store: Store,
	{ id, ra, dec }: { id: string; ra: number; dec: number },
	transaction: Transaction
): Promise<void> {
	const position = toGeoJsonPoint(ra, dec);
	await objects(store).updateOne(
		{ _id: id },
		{ $set: { ra, dec, position } },
		{ session: transaction }
	);
}

export async function objectIdsOfRevision(
	store: Store,
	firstRunId: number,
	firstRevision: number
): Promise<string[]> {
	return objects(store).distinct('_id', { firstRunId, firstRevision });
}

/** Collections whose documents hold on to an object. */
const HOLDERS = [
	'sources',
	'candidates',
	'tagApplications',
	'comments',
	'votes',
	'favourites',
	'watches',
	'interests',
	'alerts',
	'verdicts'
];

/** Deletes those of the objects that nothing refers to: neither a source nor a label. */
export async function deleteUnusedObjects(store: Store, ids: string[]): Promise<void> {
	const used = new Set<string>();
	for (const holder of HOLDERS) {
		const referred = await collection<{ objectId: string }>(store, holder).distinct('objectId', {
			objectId: { $in: ids }
		});
		for (const id of referred) used.add(id);
	}
	await objects(store).deleteMany({ _id: { $in: ids.filter((id) => !used.has(id)) } });
}

function objectOf(doc: ObjectDoc): SkyObject {
	return withId<SkyObject>(without(doc, 'position', 'firstRevision'));
}

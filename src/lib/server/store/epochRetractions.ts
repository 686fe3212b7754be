import type { EpochRetraction } from '#schema/epochRetraction.ts';
import {
	collection,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { flag, instant, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

/** Every proposal ever made; of one epoch at most one stands, proposed or agreed. */
type RetractionDoc = Stored<EpochRetraction> & { stands: boolean };

export const epochRetractionsPlan: CollectionPlan = {
	name: 'epochRetractions',
	validator: shape({
		_id: text,
		objectId: text,
		scope: text,
		imageId: number,
		measurementId: number,
		mjd: number,
		frequencyMhz: number,
		reason: text,
		state: text,
		byId: text,
		byName: text,
		at: instant,
		decidedById: nullable(text),
		decidedByName: nullable(text),
		decidedAt: nullable(instant),
		stands: flag
	}),
	indexes: [
		// An object's, oldest first.
		{ key: { objectId: 1, at: 1 } },
		// Two people who propose the same at once meet here.
		{
			key: { objectId: 1, measurementId: 1 },
			unique: true,
			partialFilterExpression: { stands: true }
		}
	]
};

const retractions = (store: Store) => collection<RetractionDoc>(store, 'epochRetractions');

/** All of an object, oldest first. */
export async function retractionsIn(store: Store, objectId: string): Promise<EpochRetraction[]> {
	const docs = await retractions(store).find({ objectId }).sort({ at: 1, _id: 1 }).toArray();
	return docs.map(retractionOf);
}

/** The images that do not count for an object, by object: what was agreed of single measurements. Bad images are marked as such. */
export async function retractedImages(store: Store): Promise<Map<string, Set<number>>> {
	const found = retractions(store)
		.find({ state: 'agreed', scope: 'measurement' })
		.project<Pick<EpochRetraction, 'objectId' | 'imageId'>>({ _id: 0, objectId: 1, imageId: 1 });
	const images = new Map<string, Set<number>>();
	for await (const { objectId, imageId } of found)
		images.set(objectId, (images.get(objectId) ?? new Set()).add(imageId));
	return images;
}

/** Those of these objects of whose epochs something is proposed or agreed. */
export async function objectsWithRetraction(
	store: Store,
	objectIds: readonly string[]
): Promise<Set<string>> {
	const which = { objectId: { $in: [...objectIds] }, stands: true };
	return new Set(await retractions(store).distinct('objectId', which));
}

/** What is proposed of whole images, by whichever object it was proposed from, oldest first. */
export async function proposalsOfImages(
	store: Store,
	imageIds: readonly number[]
): Promise<EpochRetraction[]> {
	const docs = await retractions(store)
		.find({ stands: true, state: 'proposed', scope: 'image', imageId: { $in: [...imageIds] } })
		.sort({ at: 1, _id: 1 })
		.toArray();
	return docs.map(retractionOf);
}

export async function findRetraction(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<EpochRetraction | null> {
	const doc = await retractions(store).findOne({ _id: id }, { session: transaction });
	return doc && retractionOf(doc);
}

/** The proposal that stands of an epoch; null where none does. */
export async function standingRetraction(
	store: Store,
	{ objectId, measurementId }: Pick<EpochRetraction, 'objectId' | 'measurementId'>,
	transaction: Transaction
): Promise<EpochRetraction | null> {
	const doc = await retractions(store).findOne(
		{ objectId, measurementId, stands: true },
		{ session: transaction }
	);
	return doc && retractionOf(doc);
}

/** Writes a proposal, in place of an earlier state of it. */
export async function putRetraction(
	store: Store,
	retraction: EpochRetraction,
	transaction: Transaction
): Promise<void> {
	const doc = { ...withoutId(retraction), stands: retraction.state !== 'declined' };
	await retractions(store).replaceOne({ _id: doc._id }, doc, {
		upsert: true,
		session: transaction
	});
}

function retractionOf(doc: RetractionDoc): EpochRetraction {
	return withId<EpochRetraction>(without(doc, 'stands'));
}

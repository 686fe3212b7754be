import type { Image } from '#schema/image.ts';
import { capPolygon, type GeoJsonPolygon } from '#science/sky/capPolygon.ts';
import {
	collection,
	without,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, number, record, shape, text, type CollectionPlan } from './plan.ts';

/** What the pipeline needs to know of an image beside what pages show. */
export interface IngestedImage extends Image {
	/** Measurements have consecutive ids in catalogue order, from this one on. */
	firstMeasurementId: number;
	/** Size and time of change of the file, to see without reading it that it is the same one. */
	fileBytes: number;
	fileModifiedMs: number;
}

interface ImageDoc extends Stored<IngestedImage> {
	footprint: GeoJsonPolygon;
}

export const imagesPlan: CollectionPlan = {
	name: 'images',
	validator: shape({
		_id: number,
		name: text,
		path: text,
		checksum: text,
		bandId: number,
		skyRegionId: number,
		datetime: instant,
		ra: number,
		dec: number,
		nMeasurements: number,
		firstMeasurementId: number,
		footprint: record
	}),
	indexes: [
		// An image is known by its name; two jobs that ingest one at once meet here.
		{ key: { name: 1 }, unique: true },
		{ key: { footprint: '2dsphere' } }
	]
};

const images = (store: Store) => collection<ImageDoc>(store, 'images');

export async function insertImage(
	store: Store,
	image: IngestedImage,
	transaction: Transaction
): Promise<void> {
	const footprint = capPolygon(image.ra, image.dec, image.fovBmin);
	await images(store).insertOne(
		{ ...withoutId<IngestedImage>(image), footprint },
		{ session: transaction }
	);
}

export async function findImageByName(store: Store, name: string): Promise<IngestedImage | null> {
	const doc = await images(store).findOne({ name });
	return doc && ingestedOf(doc);
}

export async function findImage(store: Store, id: number): Promise<Image | null> {
	const doc = await images(store).findOne({ _id: id });
	return doc && ingestedOf(doc);
}

/** Images in the order of the ids asked for; unknown ids are left out. */
export async function findImages(store: Store, ids: number[]): Promise<IngestedImage[]> {
	const docs = await images(store)
		.find({ _id: { $in: ids } })
		.toArray();
	const byId = new Map(docs.map((doc) => [doc._id, ingestedOf(doc)]));
	return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A background map given by a later run, where the first one named none (spec/pipeline.md §2). */
export async function fillBackgroundPath(store: Store, id: number, path: string): Promise<void> {
	await images(store).updateOne(
		{ _id: id, backgroundPath: '' },
		{ $set: { backgroundPath: path } }
	);
}

function ingestedOf(doc: ImageDoc): IngestedImage {
	return withId<IngestedImage>(without(doc, 'footprint'));
}

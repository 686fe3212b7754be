import type { Image, InputFile, InputFiles } from '#schema/image.ts';
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
	/** What it was ingested from, to see whether a file is the same one. */
	inputs: InputFiles;
}

interface ImageDoc extends Stored<IngestedImage> {
	footprint: GeoJsonPolygon;
	/** Absent from images of a version that did not note it. */
	ingestedAt?: Date;
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
		{ key: { footprint: '2dsphere' } },
		// How many came in lately.
		{ key: { ingestedAt: 1 } }
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
		{ ...withoutId<IngestedImage>(image), footprint, ingestedAt: new Date() },
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

/** Names by id; ids of images that are gone are left out. */
export async function imageNames(store: Store, ids: number[]): Promise<Map<number, string>> {
	const docs = await images(store)
		.find({ _id: { $in: ids } })
		.project<Pick<ImageDoc, '_id' | 'name'>>({ name: 1 })
		.toArray();
	return new Map(docs.map((doc) => [doc._id, doc.name]));
}

/** A background map given by a later run, where the first one named none (spec/pipeline.md §2). */
export async function fillBackground(store: Store, id: number, file: InputFile): Promise<void> {
	await images(store).updateOne(
		{ _id: id, backgroundPath: '' },
		{ $set: { backgroundPath: file.path, 'inputs.background': file } }
	);
}

function ingestedOf(doc: ImageDoc): IngestedImage {
	return withId<IngestedImage>(without(doc, 'footprint', 'ingestedAt'));
}

/** Images ingested before their inputs were noted: of the image file itself enough is known. */
export async function noteUnknownInputs(db: Store['db']): Promise<void> {
	await db.collection('images').updateMany({ inputs: { $exists: false } }, [
		{
			$set: {
				inputs: {
					image: {
						path: '$path',
						bytes: '$fileBytes',
						modifiedMs: '$fileModifiedMs',
						sha256: '$checksum'
					},
					selavy: null,
					noise: null,
					background: null
				}
			}
		},
		{ $unset: ['fileBytes', 'fileModifiedMs'] }
	]);
}

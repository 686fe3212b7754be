import { createHash } from 'node:crypto';
import type { ImageMark, ImageMarkKind, StandingMark } from '#schema/imageMark.ts';
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

/** Everything ever said of an image; at most one of an image's stands. */
type ImageMarkDoc = Stored<ImageMark> & { stands: boolean };

export const imageMarksPlan: CollectionPlan = {
	name: 'imageMarks',
	validator: shape({
		_id: text,
		imageId: number,
		kind: nullable(text),
		reason: text,
		undoes: nullable(text),
		byId: text,
		byName: text,
		at: instant,
		stands: flag
	}),
	indexes: [
		// Two people who mark one image at once meet here.
		{ key: { imageId: 1 }, unique: true, partialFilterExpression: { stands: true } },
		// What was ever said of an image.
		{ key: { imageId: 1, at: 1 } },
		// The bad images.
		{ key: { stands: 1, kind: 1 } }
	]
};

const imageMarks = (store: Store) => collection<ImageMarkDoc>(store, 'imageMarks');

/** Puts this in the place of what stood; gives what that was. */
export async function putMark(
	store: Store,
	mark: ImageMark,
	transaction: Transaction
): Promise<StandingMark | null> {
	const before = await imageMarks(store).findOneAndUpdate(
		{ imageId: mark.imageId, stands: true },
		{ $set: { stands: false } },
		{ session: transaction }
	);
	await imageMarks(store).insertOne(
		{ ...withoutId(mark), stands: mark.kind !== null },
		{ session: transaction }
	);
	return before && standing(before);
}

/** Everything said of an image, oldest first. */
export async function marksOf(
	store: Store,
	imageId: number,
	transaction?: Transaction
): Promise<ImageMark[]> {
	const docs = await imageMarks(store)
		.find({ imageId }, { session: transaction })
		.sort({ at: 1, _id: 1 })
		.toArray();
	return docs.map((doc) => withId<ImageMark>(without(doc, 'stands')));
}

/** What stands of these images, by image; unmarked ones are left out. */
export async function standingMarks(
	store: Store,
	imageIds: number[]
): Promise<Map<number, StandingMark>> {
	const docs = await imageMarks(store)
		.find({ imageId: { $in: imageIds }, stands: true })
		.toArray();
	return new Map(docs.map((doc) => [doc.imageId, standing(doc)]));
}

/** Ids of the images of which this stands; of 'any' mark without a kind. */
export async function markedImages(store: Store, kind?: ImageMarkKind): Promise<number[]> {
	const docs = await imageMarks(store)
		.find({ stands: true, ...(kind ? { kind } : {}) })
		.project<{ imageId: number }>({ _id: 0, imageId: 1 })
		.toArray();
	return docs.map(({ imageId }) => imageId).sort((a, b) => a - b);
}

/** The bad images of a run, ascending, with the name of that set. */
export interface BadImages {
	imageIds: number[];
	/** '' where none is bad. */
	variant: string;
}

export async function badImagesOfRun(store: Store, runId: number): Promise<BadImages> {
	const bad = await markedImages(store, 'bad');
	if (bad.length === 0) return { imageIds: [], variant: '' };
	const run = await collection<{ _id: number; imageIds: number[] }>(store, 'runs').findOne(
		{ _id: runId },
		{ projection: { imageIds: 1 } }
	);
	const own = new Set(run?.imageIds ?? []);
	const imageIds = bad.filter((id) => own.has(id));
	return { imageIds, variant: variantOf(imageIds) };
}

/** The name under which a run's numbers without its bad images are kept; '' where none is bad. */
export async function badImagesKey(store: Store, runId: number): Promise<string> {
	return (await badImagesOfRun(store, runId)).variant;
}

/** The same of many runs, by run; those without bad images are left out. */
export async function badVariants(
	store: Store,
	runs: { id: number; imageIds: number[] }[]
): Promise<Map<number, string>> {
	const bad = await markedImages(store, 'bad');
	const variants = new Map<number, string>();
	for (const { id, imageIds } of bad.length > 0 ? runs : []) {
		const own = new Set(imageIds);
		const variant = variantOf(bad.filter((image) => own.has(image)));
		if (variant) variants.set(id, variant);
	}
	return variants;
}

function variantOf(imageIds: number[]): string {
	if (imageIds.length === 0) return '';
	return `without-${createHash('sha256').update(imageIds.join(' ')).digest('hex').slice(0, 16)}`;
}

function standing(doc: ImageMarkDoc): StandingMark {
	// Of the marks, those that stand have a kind.
	return withId<ImageMark>(without(doc, 'stands')) as StandingMark;
}

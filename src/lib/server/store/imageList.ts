import type { Band, Image } from '#schema/image.ts';
import type { ProvenanceFilter } from '#schema/provenance.ts';
import type { ImageSort } from '#schema/imagePage.ts';
import type { Filter } from 'mongodb';
import { collection, withId, type Store, type Stored } from './client.ts';

type ImageDoc = Stored<Image>;

/** Which images; every part that is given is a condition. */
export interface ImageFilter {
	/** Part of the name, upper and lower case alike. */
	name?: string;
	ids?: number[];
	notIds?: number[];
	bandId?: number;
	telescope?: string;
	polarisation?: string;
	provenance?: ProvenanceFilter | null;
	/** UTC; `to` is the first moment after. */
	from?: Date;
	to?: Date;
}

/** What rows of a list show: not where the files are. */
export type ListedImage = Omit<
	Image,
	'path' | 'noisePath' | 'backgroundPath' | 'measurementsPath' | 'checksum'
>;

const LISTED = {
	path: 0,
	noisePath: 0,
	backgroundPath: 0,
	measurementsPath: 0,
	checksum: 0,
	footprint: 0,
	ingestedAt: 0,
	inputs: 0,
	firstMeasurementId: 0
} as const;

const images = (store: Store) => collection<ImageDoc>(store, 'images');

/** Images in the order asked for; those alike by id. */
export async function listImages(
	store: Store,
	filter: ImageFilter,
	{ sort, order, skip = 0, limit = 0, behind = null }: ImageSorting & ImagePart
): Promise<ListedImage[]> {
	const kept = conditions(filter);
	const docs = await images(store)
		.find(behind ? { $and: [kept, follows(behind, { sort, order })] } : kept, {
			projection: LISTED
		})
		.sort(sorting({ sort, order }))
		.skip(skip)
		.limit(limit)
		.toArray();
	return docs.map((doc) => withId<Image>(doc));
}

interface ImagePart {
	skip?: number;
	limit?: number;
	/** Those that follow it. */
	behind?: ImagePlace | null;
}

/** Where an image stands in an order. */
interface ImagePlace {
	id: number;
	value: unknown;
}

/** Where it stands among those that the filter keeps; null when it is not among them. */
export async function imageInOrder(
	store: Store,
	filter: ImageFilter,
	{ sort }: ImageSorting,
	id: number
): Promise<ImagePlace | null> {
	const doc = await images(store).findOne(
		{ $and: [conditions(filter), { _id: id }] },
		{ projection: { [sort]: 1 } }
	);
	return doc && { id, value: doc[sort] ?? null };
}

/** As the sorting has it: what is not there comes before everything, and is there as null. */
function follows({ id, value }: ImagePlace, { sort, order }: ImageSorting): Filter<ImageDoc> {
	const further = order === 'asc' ? '$gt' : '$lt';
	const own = { $ifNull: [`$${sort}`, null] };
	const given = { $literal: value };
	const alike = { $and: [{ $eq: [own, given] }, { [further]: ['$_id', id] }] };
	return { $expr: { $or: [{ [further]: [own, given] }, alike] } };
}

interface ImageSorting {
	sort: ImageSort;
	order: 'asc' | 'desc';
}

export function countImages(store: Store, filter: ImageFilter): Promise<number> {
	return images(store).countDocuments(conditions(filter));
}

/** Measurements in the catalogues of all images. */
export async function countCataloguedRows(store: Store): Promise<number> {
	const [sum] = await images(store)
		.aggregate<{ n: number }>([{ $group: { _id: null, n: { $sum: '$nMeasurements' } } }])
		.toArray();
	return sum?.n ?? 0;
}

/** Ids of all images that the filter keeps, in order: for the one before and the one after. */
export async function imageIdsInOrder(
	store: Store,
	filter: ImageFilter,
	by: ImageSorting
): Promise<number[]> {
	const docs = await images(store)
		.find(conditions(filter), { projection: { _id: 1 } })
		.sort(sorting(by))
		.toArray();
	return docs.map(({ _id }) => _id);
}

/** What images can be filtered by. */
export async function imageChoices(
	store: Store
): Promise<{ bands: Band[]; telescopes: string[]; polarisations: string[] }> {
	const [bands, telescopes, polarisations] = await Promise.all([
		collection<Stored<Band>>(store, 'bands').find().sort({ frequency: 1 }).toArray(),
		images(store).distinct('telescope'),
		images(store).distinct('polarisation')
	]);
	return {
		bands: bands.map((band) => withId<Band>(band)),
		telescopes: telescopes.filter(Boolean).sort(),
		polarisations: polarisations.filter(Boolean).sort()
	};
}

function sorting({ sort, order }: ImageSorting): [string, 1 | -1][] {
	const way = order === 'asc' ? 1 : -1;
	return [
		[sort, way],
		['_id', way]
	];
}

function conditions({
	name,
	provenance,
	ids,
	notIds,
	from,
	to,
	...equal
}: ImageFilter): Filter<ImageDoc> {
	const all: Filter<ImageDoc>[] = [];
	if (provenance) all.push({ [`provenance.${provenance.key}`]: { $eq: provenance.value } });
	if (name) all.push({ name: { $regex: escaped(name), $options: 'i' } });
	if (ids) all.push({ _id: { $in: ids } });
	if (notIds) all.push({ _id: { $nin: notIds } });
	if (from) all.push({ datetime: { $gte: from } });
	if (to) all.push({ datetime: { $lt: to } });
	for (const [key, value] of Object.entries(equal))
		if (value !== undefined) all.push({ [key]: { $eq: value } });
	return all.length > 0 ? { $and: all } : {};
}

/** What is typed is looked for as it stands. */
function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

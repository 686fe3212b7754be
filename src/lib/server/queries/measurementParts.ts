import type { MeasurementList } from '#schema/measurementPage.ts';
import type { Run } from '#schema/run.ts';
import { store } from '../store/client.ts';
import { listImages, type ListedImage } from '../store/imageList.ts';
import { forcedCounts, imageColumns, ownerOfMeasurement } from '../store/imageMeasurements.ts';
import { idOf, placesOf, ROW_KEYS, sortPlaces, type Part, type Place } from './measurementRows.ts';
import { lostPlace } from './walk.ts';

/** What a question is about, and the runs whose forced measurements count. */
export interface Scope {
	/** null: all images. */
	imageIds: number[] | null;
	runs: Run[];
}

const BY_DATE = { sort: 'datetime', order: 'asc' } as const;

export function imagesOfScope({ imageIds }: Pick<Scope, 'imageIds'>): Promise<ListedImage[]> {
	return listImages(store(), imageIds ? { ids: imageIds } : {}, BY_DATE);
}

type Forced = Pick<MeasurementList, 'forced'>;

/** All measurements of one image. */
export async function imagePlaces(
	image: ListedImage,
	{ runs }: Pick<Scope, 'runs'>,
	{ forced }: Forced
): Promise<Place[]> {
	const owners = [
		...(forced === 'only' ? [] : [null]),
		...(forced === 'no' ? [] : runs.filter((run) => run.imageIds.includes(image.id)))
	];
	const parts = await Promise.all(owners.map((run) => readPart(image, run)));
	return parts.flatMap(placesOf);
}

async function readPart(image: ListedImage, run: Run | null): Promise<Part> {
	const generation = run && { runId: run.id, revision: run.revision };
	return {
		image,
		run: run && { id: run.id, name: run.name },
		columns: await imageColumns(store(), { imageId: image.id, generation }, ROW_KEYS)
	};
}

/**
 * A page of the measurements of many images, image by image in order of date and within each by id. Only the images that
 * the page shows are read: how many measurements the others have is known.
 */
export async function pageThroughImages(
	{ imageIds, runs }: Scope,
	{
		from = 0,
		behind,
		size,
		list
	}: {
		from?: number;
		/** In place of `from`: the measurement that they follow. */
		behind?: number;
		size: number;
		list: Forced & Pick<MeasurementList, 'order'>;
	}
): Promise<{ count: number; places: Place[]; isMore: boolean }> {
	const images = await imagesOfScope({ imageIds });
	const counted = await countedImages(images, runs, list);
	const inOrder = list.order === 'asc' ? counted : counted.reverse();
	const own = async (image: ListedImage) =>
		sortPlaces(await imagePlaces(image, { runs }, list), 'id', 'asc');
	const start = behind === undefined ? from : await rankBehind(behind, inOrder, own);
	const places: Place[] = [];
	let before = 0;
	for (const { image, n } of inOrder) {
		const isShown = before + n > start && before < start + size;
		if (isShown)
			places.push(...(await own(image)).slice(Math.max(0, start - before), start + size - before));
		before += n;
	}
	return { count: before, places, isMore: start + places.length < before };
}

/** How many measurements of all images come up to this one, itself among them. */
async function rankBehind(
	id: number,
	inOrder: readonly { image: ListedImage; n: number }[],
	own: (image: ListedImage) => Promise<Place[]>
): Promise<number> {
	const owner = await ownerOfMeasurement(store(), id);
	const at = inOrder.findIndex(({ image }) => image.id === owner?.imageId);
	if (at < 0) throw lostPlace();
	const place = (await own(inOrder[at].image)).findIndex((row) => idOf(row) === id);
	if (place < 0) throw lostPlace();
	return inOrder.slice(0, at).reduce((sum, { n }) => sum + n, 0) + place + 1;
}

/** All measurements of many images, one image at a time, in the order in which `pageThroughImages` pages through them. */
export async function* everyImage(
	{ imageIds, runs }: Scope,
	list: Forced & Pick<MeasurementList, 'order'>
): AsyncGenerator<Place[]> {
	const images = await imagesOfScope({ imageIds });
	for (const image of list.order === 'asc' ? images : images.reverse())
		yield sortPlaces(await imagePlaces(image, { runs }, list), 'id', 'asc');
}

async function countedImages(
	images: ListedImage[],
	runs: Run[],
	{ forced }: Forced
): Promise<{ image: ListedImage; n: number }[]> {
	const byForce =
		forced === 'no'
			? []
			: await Promise.all(
					runs.map(({ id, revision }) => forcedCounts(store(), { runId: id, revision }))
				);
	return images.map((image) => ({
		image,
		n: byForce.reduce(
			(sum, counts) => sum + (counts.get(image.id) ?? 0),
			forced === 'only' ? 0 : image.nMeasurements
		)
	}));
}

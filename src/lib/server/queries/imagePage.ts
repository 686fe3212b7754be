import {
	imageListSchema,
	type ImageList,
	type ImagePage,
	type RunOfImage
} from '#schema/imagePage.ts';
import {
	imageTableSchema,
	measurementListSchema,
	type ImageTable,
	type MeasurementsAnswer
} from '#schema/measurementPage.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { z } from 'zod';
import { may } from '../auth/may.ts';
import { findBands } from '../store/bands.ts';
import { store } from '../store/client.ts';
import { forcedCounts } from '../store/imageMeasurements.ts';
import { imageIdsInOrder } from '../store/imageList.ts';
import { marksOf, standingMarks } from '../store/imageMarks.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { findSkyRegions } from '../store/skyRegions.ts';
import { commentSection } from './comments.ts';
import { imageFilter } from './images.ts';
import { knownImage } from './knownImage.ts';
import { answerList } from './measurements.ts';
import { placeAmong } from './placeAmong.ts';
import { signedIn } from './signedIn.ts';
import { tagsShown } from './tags.ts';

/** The address of an image's page: the list it was opened from, and how its measurements are shown. */
const addressSchema = z.object({ ...imageListSchema.shape, ...imageTableSchema.shape });

export interface ShownImage extends ImagePage {
	list: ImageList;
	table: ImageTable;
	measurements: MeasurementsAnswer;
}

/** Everything about one image. */
export async function imagePage(
	user: User | null,
	named: string,
	address: URLSearchParams
): Promise<ShownImage> {
	const reader = signedIn(user);
	const image = await knownImage(named);
	const { asked } = readAddress(addressSchema, address);
	const target = { kind: 'image' as const, id: String(image.id) };
	const [[band], [region], marks, runs, tags, comments, measurements, ids] = await Promise.all([
		findBands(store(), [image.bandId]),
		findSkyRegions(store(), [image.skyRegionId]),
		marksOf(store(), image.id),
		runsOfImage(image.id),
		tagsShown(reader, target),
		commentSection(reader, target),
		measurementsOf(image.id, asked),
		idsOfList(asked)
	]);
	return {
		...{ image, band: band ?? null, region: region ?? null, marks, runs, tags, comments },
		...{ measurements, list: asked, table: asked },
		neighbours: placeAmong(ids, image.id),
		allowed: { mark: may(reader, 'markImage') }
	};
}

/** One image with what stands of it, for machines. */
export async function imageAnswer(user: User | null, named: string) {
	signedIn(user);
	const image = await knownImage(named);
	const marks = await standingMarks(store(), [image.id]);
	return { ...image, mark: marks.get(image.id) ?? null };
}

/** The completed runs that an image is in. */
export async function runsOfImageAnswer(user: User | null, named: string): Promise<RunOfImage[]> {
	signedIn(user);
	return runsOfImage((await knownImage(named)).id);
}

async function measurementsOf(imageId: number, asked: ImageTable): Promise<MeasurementsAnswer> {
	const { forced, mSort: sort, mOrder: order, mPage: page, mSize: size } = asked;
	const all = measurementListSchema.parse({});
	// Around no position there is no separation.
	const own = { forced, sort: sort === 'separation' ? null : sort, order, page, size };
	return answerList({ ...all, ...own, image: imageId });
}

/** The list as far as it can be read; a run that is gone leaves it empty. */
async function idsOfList(list: ImageList): Promise<number[]> {
	return imageIdsInOrder(store(), await imageFilter(list), list);
}

async function runsOfImage(imageId: number): Promise<RunOfImage[]> {
	const runs = (await listCompletedRuns(store())).filter((run) => run.imageIds.includes(imageId));
	return Promise.all(runs.map((run) => runOfImage(run, imageId)));
}

async function runOfImage(run: Run, imageId: number): Promise<RunOfImage> {
	const { id, name, nImages, nSources, endedAt, revision } = run;
	const counts = await forcedCounts(store(), { runId: id, revision });
	return { id, name, nImages, nSources, endedAt, nForced: counts.get(imageId) ?? 0 };
}

import { Failure } from '#schema/failure.ts';
import type { Walk } from '#schema/api/paging.ts';
import {
	measurementListSchema,
	type MeasurementList,
	type MeasurementRow,
	type MeasurementsAnswer,
	type MeasurementSort,
	type MeasurementsPage
} from '#schema/measurementPage.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { User } from '#schema/user.ts';
import { measurementsCsv } from '../files/measurementsCsv.ts';
import { streamed } from '../files/streamed.ts';
import { store } from '../store/client.ts';
import { imageNames } from '../store/images.ts';
import { countCataloguedRows, countImages } from '../store/imageList.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { knownImage } from './knownImage.ts';
import {
	everyImage,
	imagePlaces,
	imagesOfScope,
	pageThroughImages,
	type Scope
} from './measurementParts.ts';
import { conePlaces, understoodCone, type UnderstoodCone } from './measurementCone.ts';
import { idOf, shownRows, sortPlaces, type Place } from './measurementRows.ts';
import { refuseProblems } from './refuseProblems.ts';
import { signedIn } from './signedIn.ts';
import { BEGINNING, numberNamed, walked } from './walk.ts';

/** One page of the measurements that the address asks for; what cannot be read is named beside its field. */
export async function measurementsPage(
	user: User | null,
	address: URLSearchParams
): Promise<MeasurementsPage> {
	signedIn(user);
	const { asked: list, problems } = readAddress(measurementListSchema, address);
	const runs = await listCompletedRuns(store());
	const answered = await attempt(list);
	const cone = list.at === '' ? null : understoodCone(list);
	const names = await imageNames(store(), list.image === null ? [] : [list.image]);
	return {
		list,
		problems: 'problem' in answered ? [...problems, answered.problem] : problems,
		...('problem' in answered ? { ...NOTHING, page: list.page, size: list.size } : answered),
		understood: cone && 'understood' in cone ? cone.understood : null,
		image: list.image === null ? null : { id: list.image, name: names.get(list.image) ?? '' },
		runs: runs.map(({ id, name }) => ({ id, name })),
		total: await countCataloguedRows(store())
	};
}

const NOTHING = { count: 0, rows: [] };

/** The same for machines: what cannot be read is refused. */
export async function measurementsAnswer(
	user: User | null,
	address: URLSearchParams,
	walk: Walk = BEGINNING
): Promise<WalkedMeasurements> {
	signedIn(user);
	const { asked: list, problems } = readAddress(measurementListSchema, address);
	refuseProblems(problems);
	return answerList(list, walk);
}

/** A page of one image's measurements, for machines; the image is the address's own. */
export async function measurementsOfImage(
	user: User | null,
	named: string,
	{ address, walk = BEGINNING }: { address: URLSearchParams; walk?: Walk }
): Promise<WalkedMeasurements> {
	const image = await knownImage(named);
	const own = new URLSearchParams(address);
	own.append('image', String(image.id));
	return measurementsAnswer(user, own, walk);
}

/** Ids of all measurements of a list in its order, where it has one that is short enough to be held: around a position, or of an image. */
export async function measurementIdsInOrder(list: MeasurementList): Promise<number[] | null> {
	if (list.at === '' && list.image === null) return null;
	const places = await heldPlaces(list);
	return places.map(({ part, row }) => part.columns.id[row]);
}

async function attempt(
	list: MeasurementList
): Promise<MeasurementsAnswer | { problem: { field: string; reason: string } }> {
	try {
		return await answerList(list);
	} catch (thrown) {
		if (!(thrown instanceof Failure) || !thrown.field) throw thrown;
		return { problem: { field: thrown.field, reason: thrown.message } };
	}
}

export async function answerList(
	list: MeasurementList,
	walk: Walk = BEGINNING
): Promise<WalkedMeasurements> {
	const { page, size } = list;
	const part = { ...walk, from: (page - 1) * size, size };
	if (list.at === '' && list.image === null) {
		if (list.sort !== null && list.sort !== 'datetime')
			throw new Failure(
				'Invalid',
				'Over all images, measurements come by date. Name an image or a position to sort by anything else.',
				'sort'
			);
		const { count, places, isMore } = await pageThroughImages(await scopeOf(list), {
			list,
			size: walk.limit ?? size,
			...(walk.after === null ? { from: part.from } : { behind: numberNamed(walk.after) })
		});
		const rows = await shownRows(places);
		return { count, page, size, rows, next: isMore ? (rows.at(-1)?.id ?? null) : null };
	}
	const places = await heldPlaces(list);
	const { rows, next } = walked(places, idOf, part);
	return { count: places.length, page, size, rows: await shownRows(rows), next };
}

/** `next`: the last of its rows, where more follow. */
type WalkedMeasurements = MeasurementsAnswer & { next: string | number | null };

/** Every measurement that the address asks for, whatever page, as CSV; image by image where all of them are asked for. */
export async function measurementsFile(
	user: User | null,
	address: URLSearchParams
): Promise<{ bytes: ReadableStream<Uint8Array>; contentType: string; name: string }> {
	signedIn(user);
	const { asked: list, problems } = readAddress(measurementListSchema, address);
	refuseProblems(problems);
	// Asked before anything is sent: a refusal has to be one.
	await answerList({ ...list, page: 1 });
	return {
		bytes: streamed(measurementsCsv(allRows(list))),
		contentType: 'text/csv; charset=utf-8; header=present',
		name: 'measurements.csv'
	};
}

const IN_A_BATCH = 2000;

async function* allRows(list: MeasurementList): AsyncGenerator<MeasurementRow[]> {
	if (list.at === '' && list.image === null) {
		for await (const places of everyImage(await scopeOf(list), list)) yield shownRows(places);
		return;
	}
	const places = await heldPlaces(list);
	for (let from = 0; from < places.length; from += IN_A_BATCH)
		yield shownRows(places.slice(from, from + IN_A_BATCH));
}

async function heldPlaces(list: MeasurementList): Promise<Place[]> {
	const scope = await scopeOf(list);
	const cone = list.at === '' ? null : understoodCone(list);
	if (cone && 'reason' in cone) throw new Failure('Invalid', cone.reason, 'at');
	const sort: MeasurementSort = list.sort ?? (cone ? 'separation' : 'datetime');
	if (sort === 'separation' && !cone)
		throw new Failure('Invalid', 'There is a separation from a position only: give one.', 'sort');
	return sortPlaces(await placesWithin(scope, list, cone), sort, list.order);
}

async function placesWithin(
	scope: Scope,
	list: MeasurementList,
	cone: UnderstoodCone | null
): Promise<Place[]> {
	if (cone) return conePlaces(scope, list, cone);
	const [image] = await imagesOfScope(scope);
	return image ? imagePlaces(image, scope, list) : [];
}

/** The images in question, and the runs whose forced measurements belong to the answer. */
async function scopeOf({ image, run }: MeasurementList): Promise<Scope> {
	const runs = await listCompletedRuns(store());
	const chosen = run === null ? null : runs.find(({ id }) => id === run);
	if (chosen === undefined)
		throw new Failure('NotFound', `There is no completed run ${run}.`, 'run');
	const ofRun = chosen?.imageIds ?? null;
	const ids = image === null ? ofRun : [image].filter((id) => ofRun?.includes(id) ?? true);
	if (image !== null && (await countImages(store(), { ids: ids ?? [] })) === 0) {
		const where = chosen ? ` in run ${chosen.name}` : '';
		throw new Failure('NotFound', `There is no image ${image}${where}.`, 'image');
	}
	return { imageIds: ids, runs: chosen ? [chosen] : runs };
}

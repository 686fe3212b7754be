import { readAddress, type AddressProblem } from '#schema/readAddress.ts';
import { degreesOf } from '#schema/angleUnit.ts';
import { Failure } from '#schema/failure.ts';
import { imageListSchema } from '#schema/imagePage.ts';
import { skySchema, type CoveringImage, type SkyAsked, type SkyCover } from '#schema/skyPage.ts';
import type { User } from '#schema/user.ts';
import { boxCorners } from '#science/sky/boxCorners.ts';
import { fieldTouches, type AskedArea } from '#science/sky/coverage.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { noiseAtPlace } from '../files/noiseAtPlace.ts';
import { localStorage } from '../files/storage.ts';
import { store } from '../store/client.ts';
import { imageIdsInOrder } from '../store/imageList.ts';
import { standingMarks } from '../store/imageMarks.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { imagesAround, objectsIn } from '../store/skyMap.ts';
import { imageFilter } from './images.ts';
import { refuseProblems } from './refuseProblems.ts';
import { signedIn } from './signedIn.ts';
import { understandPlaces } from './sources/understandPlaces.ts';
import { surveysFor } from './surveys.ts';

/** Rows on the page; how many there are is always said. */
const MOST_IMAGES = 500;
const MOST_OBJECTS = 200;
/** Each is a file to open: of the latest images only. */
const MOST_MAPS_READ = 100;
/** Of an image, so that a point has objects around it: a source is not a point to the nearest digit. */
const POINT_DEG = 10 / 3600;
const MOST_RADIUS_DEG = 20;

interface Place {
	ra: number;
	dec: number;
	understood: string;
}

/** What covers the point, the circle or the box of an address; null where it asks about none, or with what is wrong with it. */
export async function skyCover(
	asked: SkyAsked,
	ids: number[] | null
): Promise<{ cover: SkyCover | null; problem: AddressProblem | null }> {
	if (asked.at === '') return { cover: null, problem: sideless(asked) };
	const radiusDeg = degreesOf(asked.radius, asked.radiusUnit) ?? 0;
	const wrong = sidesProblem(asked, radiusDeg);
	if (wrong) return { cover: null, problem: wrong };
	const { places, problems } = await understandPlaces([
		{ said: asked.at, frame: asked.frame, radiusDeg }
	]);
	const [place] = places;
	if (!place) return { cover: null, problem: problems[0] };
	return { cover: await coverOf(place, areaOf(asked, place, radiusDeg), ids), problem: null };
}

/** The same for machines: without a position there is nothing to answer. */
export async function skyCoverAnswer(
	user: User | null,
	address: URLSearchParams
): Promise<SkyCover> {
	signedIn(user);
	const { asked, problems } = readAddress(skySchema, address);
	refuseProblems(problems);
	const { cover, problem } = await skyCover(asked, await imagesAsked(asked));
	if (problem) throw new Failure('Invalid', problem.reason, problem.field);
	if (!cover)
		throw new Failure('Invalid', 'Give a position or a name: ?at=10:00:24 -30:12:00.', 'at');
	return cover;
}

/** Ids of the images that the address keeps; null for all. */
export async function imagesAsked({ run, band, telescope, from, to, mark }: SkyAsked) {
	const kept = { run, band, telescope, from, to, mark };
	const all = imageListSchema.parse({});
	const isAll = run === null && band === null && !telescope && !from && !to && mark === 'any';
	if (isAll) return null;
	const filter = await imageFilter({ ...all, ...kept });
	return imageIdsInOrder(store(), filter, { sort: 'datetime', order: 'asc' });
}

function sideless({ width, height }: SkyAsked): AddressProblem | null {
	if (width === null && height === null) return null;
	return { field: 'at', reason: 'Say where the middle of the box is.' };
}

function sidesProblem({ width, height }: SkyAsked, radiusDeg: number): AddressProblem | null {
	if ((width === null) !== (height === null))
		return {
			field: width === null ? 'width' : 'height',
			reason: 'A box has a width and a height.'
		};
	if (radiusDeg <= MOST_RADIUS_DEG) return null;
	return { field: 'radius', reason: `A radius is at most ${MOST_RADIUS_DEG}° here.` };
}

function areaOf({ width, height }: SkyAsked, { ra, dec }: Place, radiusDeg: number): AskedArea {
	if (width === null || height === null) return { kind: 'circle', ra, dec, radiusDeg };
	return { kind: 'polygon', corners: boxCorners(ra, dec, { widthDeg: width, heightDeg: height }) };
}

async function coverOf(
	{ ra, dec, understood }: Place,
	area: AskedArea,
	ids: number[] | null
): Promise<SkyCover> {
	const around =
		area.kind === 'circle' ? { ...area, radiusDeg: Math.max(area.radiusDeg, POINT_DEG) } : area;
	const [near, { objects, count }, completed] = await Promise.all([
		imagesAround(store(), area, ids),
		objectsIn(store(), around, MOST_OBJECTS),
		listCompletedRuns(store())
	]);
	const covering = near.filter((image) => fieldTouches(fieldOf(image), area));
	const shown = covering.slice(0, MOST_IMAGES);
	const marks = await standingMarks(
		store(),
		shown.map(({ id }) => id)
	);
	const own = new Set(covering.map(({ id }) => id));
	return {
		...{ understood, ra, dec, objects },
		radiusDeg: area.kind === 'circle' ? area.radiusDeg : 0,
		corners: area.kind === 'polygon' ? area.corners : [],
		images: shown.map((image, place) =>
			rowOf(image, {
				...{ ra, dec },
				mark: marks.get(image.id)?.kind ?? null,
				rmsThere: place < MOST_MAPS_READ ? rmsThere(image, { ra, dec }) : null
			})
		),
		nImages: covering.length,
		bands: byBand(covering),
		runs: completed
			.map(({ id, name, imageIds }) => ({
				...{ id, name },
				nImages: imageIds.filter((image) => own.has(image)).length
			}))
			.filter(({ nImages }) => nImages > 0),
		nObjects: count,
		sourcesHref: sourcesHref(around),
		surveys: surveysFor({ ra, dec })
	};
}

type AreaImage = Awaited<ReturnType<typeof imagesAround>>[number];

function rowOf(
	image: AreaImage,
	{ ra, dec, ...known }: { ra: number; dec: number } & Pick<CoveringImage, 'mark' | 'rmsThere'>
): CoveringImage {
	const { id, name, datetime, telescope, frequencyMhz, durationSeconds, rmsMedian } = image;
	return {
		...{ id, name, datetime, telescope, frequencyMhz, durationSeconds, rmsMedian, ...known },
		distanceDeg: separationDeg(ra, dec, image.ra, image.dec)
	};
}

function rmsThere(image: AreaImage, place: { ra: number; dec: number }): number | null {
	const rms = noiseAtPlace(localStorage(), image, place);
	return Number.isNaN(rms) ? null : rms;
}

function fieldOf({ ra, dec, physicalBmin, physicalBmaj }: AreaImage) {
	return { ra, dec, widthDeg: physicalBmin, heightDeg: physicalBmaj };
}

function byBand(images: AreaImage[]): SkyCover['bands'] {
	const bands = new Map<number, { nImages: number; seconds: number }>();
	for (const { frequencyMhz, durationSeconds } of images) {
		const frequency = Math.round(frequencyMhz);
		const { nImages, seconds } = bands.get(frequency) ?? { nImages: 0, seconds: 0 };
		bands.set(frequency, { nImages: nImages + 1, seconds: seconds + durationSeconds });
	}
	return [...bands]
		.map(([frequencyMhz, sums]) => ({ frequencyMhz, ...sums }))
		.sort((a, b) => a.frequencyMhz - b.frequencyMhz);
}

/** The same part of the sky, asked of every run's sources. */
function sourcesHref(area: AskedArea): string {
	const address = new URLSearchParams({ run: 'all' });
	if (area.kind === 'circle') {
		address.set('at', `${area.ra.toFixed(6)} ${area.dec.toFixed(6)}`);
		address.set('radius', String(Number((area.radiusDeg * 3600).toPrecision(8))));
		address.set('radiusUnit', 'arcsec');
	} else {
		const corners = area.corners.map(({ ra, dec }) => `${ra.toFixed(6)} ${dec.toFixed(6)}`);
		address.set('polygon', corners.join(', '));
	}
	return `/sources?${address.toString()}`;
}

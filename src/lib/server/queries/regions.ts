import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import type { Image } from '#schema/image.ts';
import type { User } from '#schema/user.ts';
import type { Region, RegionList } from '#schema/viewer.ts';
import { config } from '../config.ts';
import { ds9Name, ds9Regions } from '../files/ds9Regions.ts';
import { store } from '../store/client.ts';
import { shownGenerations } from '../store/generations.ts';
import { measurementsInCone, type DrawnMeasurement } from '../store/imageCone.ts';
import { findImage } from '../store/images.ts';
import { findSource, readLightCurve, type Generation } from '../store/sources.ts';
import type { CutoutFile } from './imageCutout.ts';
import { signedIn } from './signedIn.ts';
import { decField, idField, raField, radiusField } from './skyQuestion.ts';

const FORMATS = ['ds9', 'json'] as const;
const MOST_DEG = 10;

const questionSchema = z.object({
	id: idField('An image is asked for by its number.'),
	/** Without a position the whole image is meant. */
	ra: raField.optional(),
	dec: decField.optional(),
	radius: radiusField('10arcmin', MOST_DEG),
	run: idField('A run is asked for by its number.').optional(),
	source: idField('A source is asked for by its number.').optional(),
	measurement: idField('A measurement is asked for by its number.').optional(),
	forced: z.enum(['yes', 'no'], 'forced is yes or no.').default('yes'),
	format: z.enum(FORMATS, `A format is one of ${FORMATS.join(', ')}.`).default('ds9')
});
type Question = z.infer<typeof questionSchema>;

/**
 * Measurements of an image, all or those around a position, for DS9 and for our own viewer. Forced ones are those of the run that is asked
 * for, or of the source's; without either only the catalogue's measurements are there.
 */
export async function imageRegions(user: User | null, question: unknown): Promise<CutoutFile> {
	signedIn(user);
	const asked = questionSchema.safeParse(question);
	if (!asked.success) {
		const [issue] = asked.error.issues;
		throw new Failure('Invalid', issue.message, issue.path.join('.'));
	}
	const found = await regionsOf(asked.data);
	if (asked.data.format === 'json')
		return {
			bytes: new TextEncoder().encode(JSON.stringify(found)),
			contentType: 'application/json',
			name: ds9Name(found).replace(/reg$/, 'json')
		};
	return {
		bytes: new TextEncoder().encode(ds9Regions(found, config().ORIGIN)),
		contentType: 'text/plain; charset=utf-8',
		name: ds9Name(found)
	};
}

async function regionsOf(asked: Question): Promise<RegionList> {
	const { id: imageId } = asked;
	const image = await findImage(store(), imageId);
	if (!image) throw new Failure('NotFound', `There is no image ${imageId}.`, 'id');
	const { ra, dec, radiusDeg } = circleOf(asked, image);
	const { generation, selected } = await whose(asked);
	const rows = await measurementsInCone(
		store(),
		{ imageId, generation: asked.forced === 'yes' ? generation : null },
		{ ra, dec, radiusDeg }
	);
	const regions = rows
		.filter(({ forced }) => asked.forced === 'yes' || !forced)
		.map((row) => regionOf(row, selected));
	return { image: { id: image.id, name: image.name }, ra, dec, radiusDeg, regions };
}

/** The circle that is asked for, or one around the whole image. */
function circleOf({ ra, dec, radius }: Question, image: Image) {
	if (ra !== undefined && dec !== undefined) return { ra, dec, radiusDeg: radius };
	if (ra !== undefined || dec !== undefined)
		throw new Failure(
			'Invalid',
			'Give both ra and dec, or neither for the whole image.',
			ra === undefined ? 'ra' : 'dec'
		);
	const diagonalDeg = Math.hypot(image.physicalBmaj, image.physicalBmin);
	return { ra: image.ra, dec: image.dec, radiusDeg: diagonalDeg / 2 };
}

/** Whose forced measurements are drawn, and which measurements are highlighted. */
async function whose({ id: imageId, run, source, measurement }: Question) {
	const selected = new Set(measurement === undefined ? [] : [measurement]);
	let generation: Generation | null = null;
	if (run !== undefined) {
		const generations = await shownGenerations(store());
		generation = generations.find(({ runId }) => runId === run) ?? null;
		if (!generation) throw new Failure('NotFound', `There is no completed run ${run}.`, 'run');
	}
	if (source !== undefined) {
		const found = await findSource(store(), source);
		if (!found || (run !== undefined && found.runId !== run))
			throw new Failure('NotFound', `There is no source ${source} in this run.`, 'source');
		generation = found;
		const curve = await readLightCurve(store(), source);
		curve?.imageId.forEach((at, i) => at === imageId && selected.add(curve.measurementId[i]));
	}
	return { generation, selected };
}

function regionOf(row: DrawnMeasurement, selected: ReadonlySet<number>): Region {
	const { id: measurementId, name, ra, dec, bmaj, bmin, pa, forced } = row;
	const hasSize = bmaj > 0 && bmin > 0 && Number.isFinite(pa);
	return {
		measurementId,
		name,
		ra,
		dec,
		shape: hasSize ? { semiMajorArcsec: bmaj / 2, semiMinorArcsec: bmin / 2, paDeg: pa } : null,
		forced,
		selected: selected.has(measurementId),
		href: `/measurements/${measurementId}`
	};
}

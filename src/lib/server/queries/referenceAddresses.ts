import { Failure } from '#schema/failure.ts';
import { readReferenceQuery } from '#schema/referenceAddress.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { imageIdsInOrder } from '../store/imageList.ts';
import { imageColumns, ownerOfMeasurement } from '../store/imageMeasurements.ts';
import { findRunByName } from '../store/runs.ts';
import { knownImage } from './knownImage.ts';
import { placeAmong } from './placeAmong.ts';
import { signedIn } from './signedIn.ts';

/** Where the things that the reference has at an address are with us. Each gives a path of ours, or refuses. */

/** A question about sources; every question there is about runs by name. */
export async function askedAsReference(
	user: User | null,
	said: Iterable<readonly [string, string]>
): Promise<string> {
	signedIn(user);
	const { runNames, address } = readReferenceQuery(said);
	for (const name of runNames) {
		const run = await findRunByName(store(), name);
		if (!run)
			throw new Failure('NotFound', `There is no run called “${name.slice(0, 80)}”.`, 'run');
		address.append('run', String(run.id));
	}
	const text = address.toString();
	return text && `?${text}`;
}

export type Step = 'next' | 'prev';

/** The image before or after, in order of time; at the ends the image itself. */
export async function imageBeside(user: User | null, named: string, step: Step): Promise<string> {
	signedIn(user);
	const image = await knownImage(named);
	const ids = await imageIdsInOrder(store(), {}, { sort: 'datetime', order: 'asc' });
	const { previousId, nextId } = placeAmong(ids, image.id);
	return `/images/${(step === 'next' ? nextId : previousId) ?? image.id}`;
}

/** The measurement with the number before or after; where there is none, the measurement itself. */
export async function measurementBeside(
	user: User | null,
	named: string,
	step: Step
): Promise<string> {
	signedIn(user);
	const { id } = await knownMeasurement(named);
	const beside = step === 'next' ? id + 1 : id - 1;
	const isThere = beside > 0 && (await ownerOfMeasurement(store(), beside)) !== null;
	return `/measurements/${isThere ? beside : id}`;
}

/** Sides of the reference's cutouts, arcmin. */
const SIDES = new Map([
	['normal', 2],
	['large', 20],
	['xlarge', 40]
]);

/** The cutout around a measurement, in the image it was measured in. */
export async function cutoutOfMeasurement(
	user: User | null,
	{ measurementId, size, format }: { measurementId: string; size: string; format: string }
): Promise<string> {
	signedIn(user);
	const side = SIDES.get(size);
	if (side === undefined)
		throw new Failure('Invalid', 'A size is normal, large or xlarge.', 'size');
	const { id, owner } = await knownMeasurement(measurementId);
	const columns = await imageColumns(store(), owner, ['ra', 'dec']);
	const row = columns.id.indexOf(id);
	const address = new URLSearchParams({
		ra: String(columns.ra[row]),
		dec: String(columns.dec[row]),
		size: String(side),
		format
	});
	return `/api/v1/images/${owner.imageId}/cutout?${address.toString()}`;
}

/** Regions of an image around `RA,DEC,ANGLE`, with what was to be highlighted. */
export function regionsAround(
	user: User | null,
	{ imageId, place, said }: { imageId: string; place: string; said: URLSearchParams }
): string {
	signedIn(user);
	const [ra, dec, radius, ...more] = place.split(',');
	if (!radius || more.length > 0)
		throw new Failure('Invalid', 'Give a place as RA,DEC,RADIUS: 150.1,-30.2,20arcmin.', 'place');
	const address = new URLSearchParams({ ra, dec, radius });
	const selected = said.get('selection_id');
	const model = said.get('selection_model') ?? 'measurement';
	if (selected && (model === 'source' || model === 'measurement')) address.set(model, selected);
	const run = said.get('run_id');
	if (run) address.set('run', run);
	if (/^(?:true|1|on)$/i.test(said.get('no_forced') ?? '')) address.set('forced', 'no');
	return `/api/v1/images/${encodeURIComponent(imageId)}/regions?${address.toString()}`;
}

async function knownMeasurement(named: string) {
	const id = /^[1-9]\d{0,15}$/.test(named) ? Number(named) : null;
	const owner = id === null ? null : await ownerOfMeasurement(store(), id);
	if (id !== null && owner) return { id, owner };
	throw new Failure('NotFound', `There is no measurement ${named.slice(0, 40)}.`, 'id');
}

import type { SkyObject, Source } from '#schema/source.ts';
import type { Store } from '../store/client.ts';
import { derivedId } from '../store/ids.ts';
import { withLock } from '../store/locks.ts';
import {
	deleteUnusedObjects,
	insertObjects,
	largestUncertaintyDeg,
	objectIdsOfRevision,
	objectsWithin,
	type PlacedObject
} from '../store/objects.ts';
import { replaceUnsettled } from '../store/unsettled.ts';
import { farthestReachDeg, matchToObjects } from './matchToObjects.ts';
import { skyPatches } from './skyPatches.ts';
import { openCases, type LinkedSource } from './unsettledCases.ts';

/** The run whose sources are about to be shown; `revision` is the one being published. */
export interface PublishedRun {
	id: number;
	name: string;
	revision: number;
	/** Association radius. */
	radiusArcsec: number;
}

export type LinkableSource = Pick<
	Source,
	'id' | 'name' | 'wavgRa' | 'wavgDec' | 'wavgUncertaintyEw' | 'wavgUncertaintyNs'
>;

/** The measurements of a source that shares some of them with others. */
export interface SharedMeasurements {
	sourceId: number;
	measurementIds: number[];
}

export interface LinkedSources {
	/** One for each source, in their order. */
	objectIds: string[];
	/** New sky objects, and matches that a person has to settle. */
	created: number;
	unsettled: number;
}

/**
 * Finds the sky object of every source of a run, makes objects for those without, and lists what needs a person. The
 * sources are not shown yet. Doing it again for the same run and revision gives the same links and the same objects: an
 * attempt that broke off leaves nothing behind that counts.
 */
export async function linkSourcesToObjects(
	store: Store,
	run: PublishedRun,
	{ sources, shared }: { sources: LinkableSource[]; shared: SharedMeasurements[] }
): Promise<LinkedSources> {
	// Two runs that publish at once would both make the objects they share.
	return withLock(store, 'objects', async () => {
		const positions = positionsOf(sources.map(placeOf));
		const objects = await knownObjects(store, run, positions);
		const known = positionsOf(objects);
		const match = matchToObjects(known, positions, run.radiusArcsec / 3600);
		const created: (SkyObject & { firstRevision: number })[] = [];
		const linked: LinkedSource[] = sources.map(({ id, name }, row) => {
			if (match.object[row] >= 0) return { id, name, objectId: objects[match.object[row]].id };
			const object = newObject(run, sources[row], row);
			created.push(object);
			return { id, name, objectId: object.id };
		});
		await insertObjects(store, created);
		const cases = await openCases(store, run, { match, linked, objects, shared });
		await replaceUnsettled(store, { runId: run.id, revision: run.revision }, cases);
		await deleteLeftovers(store, run, created);
		return {
			objectIds: linked.map(({ objectId }) => objectId),
			created: created.length,
			unsettled: cases.length
		};
	});
}

/** Objects around the sources, without those that an earlier attempt at this very publication made. */
async function knownObjects(
	store: Store,
	run: PublishedRun,
	positions: ReturnType<typeof positionsOf>
): Promise<PlacedObject[]> {
	const reach = farthestReachDeg(
		run.radiusArcsec / 3600,
		await largestUncertaintyDeg(store),
		positions.uncertaintyDeg.reduce((most, sigma) => Math.max(most, sigma), 0)
	);
	const around = await objectsWithin(store, skyPatches(positions, reach));
	return around.filter(
		(object) => object.firstRunId !== run.id || object.firstRevision !== run.revision
	);
}

async function deleteLeftovers(
	store: Store,
	run: PublishedRun,
	created: { id: string }[]
): Promise<void> {
	const kept = new Set(created.map((object) => object.id));
	const made = await objectIdsOfRevision(store, run.id, run.revision);
	const leftovers = made.filter((id) => !kept.has(id));
	if (leftovers.length > 0) await deleteUnusedObjects(store, leftovers);
}

function newObject(
	run: PublishedRun,
	source: LinkableSource,
	row: number
): SkyObject & { firstRevision: number } {
	const { ra, dec, uncertaintyDeg } = placeOf(source);
	return {
		id: derivedId('object', run.id, run.revision, ra, dec, row),
		name: source.name,
		ra,
		dec,
		uncertaintyDeg,
		firstRunId: run.id,
		firstRevision: run.revision,
		createdAt: new Date()
	};
}

/** 1 σ along the worse axis; an unmeasured one counts as none. */
function placeOf(source: LinkableSource) {
	const { wavgRa, wavgDec, wavgUncertaintyEw, wavgUncertaintyNs } = source;
	const uncertaintyDeg = Math.max(wavgUncertaintyEw || 0, wavgUncertaintyNs || 0);
	return { ra: wavgRa, dec: wavgDec, uncertaintyDeg };
}

function positionsOf(places: { ra: number; dec: number; uncertaintyDeg: number }[]) {
	return {
		ra: Float64Array.from(places, (place) => place.ra),
		dec: Float64Array.from(places, (place) => place.dec),
		uncertaintyDeg: Float64Array.from(places, (place) => place.uncertaintyDeg)
	};
}

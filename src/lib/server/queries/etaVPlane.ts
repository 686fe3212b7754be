import type { EtaVPlane, EtaVPoint } from '#schema/candidatePage.ts';
import type { Injection } from '#schema/honeypot.ts';
import type { User } from '#schema/user.ts';
import { judgedBy } from '#science/variability/bandMetrics.ts';
import { DEFAULT_CUTS, etaVCuts } from '#science/variability/etaVCuts.ts';
import { candidatePlaces } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { findRun, listCompletedRuns } from '../store/runs.ts';
import { sourcesToRank, type Generation } from '../store/sources.ts';
import { countSettled } from '../store/unsettled.ts';
import { masksFor } from './honeypots.ts';
import { queueOrRefuse } from './queues.ts';
import { signedIn } from './signedIn.ts';
import { spreadSample } from './spreadSample.ts';

/** The plane of one generation of sources; only settled matches change it, so it is worked out once. */
interface RunPlane {
	points: Map<string, EtaVPoint>;
	/** Object ids of the points shown whatever the queue. */
	sample: string[];
	cuts: EtaVPlane['cuts'];
}

const MOST_POINTS = 2000;
const KEPT_PLANES = 4;
const EMPTY: RunPlane = { points: new Map(), sample: [], cuts: null };
const planes = new Map<string, Promise<RunPlane>>();

/** Where a queue's candidates stand among the sources of its run; of the latest one, when they are from anywhere. */
export async function queuePlane(user: User | null, queueId: string): Promise<EtaVPlane> {
	const reader = signedIn(user);
	const queue = await queueOrRefuse(queueId);
	const candidates = await candidatePlaces(store(), queue.id, { sort: 'rank', order: 'asc' });
	const masks = await masksFor(queue, reader);
	const run =
		queue.runId === null
			? (await listCompletedRuns(store())).at(0)
			: await findRun(store(), queue.runId);
	const plane = run ? await planeOf({ runId: run.id, revision: run.revision }) : EMPTY;
	const candidateOf = new Map(candidates.map(({ id, objectId }) => [objectId, id]));
	const inQueue = [...candidateOf.keys()].filter((objectId) => plane.points.has(objectId));
	const others = plane.sample
		.filter((objectId) => !candidateOf.has(objectId))
		.slice(0, Math.max(0, MOST_POINTS - inQueue.length));
	const points = [...others, ...inQueue].flatMap((objectId) => {
		const point = plane.points.get(objectId);
		const candidateId = candidateOf.get(objectId) ?? null;
		const mask = candidateId === null ? undefined : masks.get(candidateId);
		return point ? [{ ...point, ...(mask && placeShown(mask)), candidateId }] : [];
	});
	return { points, cuts: plane.cuts, shown: points.length, total: plane.points.size };
}

/** Where a made event puts it for whom it is shown to. */
function placeShown({ shown: { etaPeak: eta, vPeak: v } }: Injection): Partial<EtaVPoint> {
	return eta !== null && v !== null && eta > 0 && v > 0 ? { eta, v } : {};
}

/** The last few planes asked for are kept: a vetter walks through one queue, and all vetters through the same. */
async function planeOf(generation: Generation): Promise<RunPlane> {
	// A settled match may have given a source another object.
	const settled = await countSettled(store(), generation);
	const key = `${generation.runId} ${generation.revision} ${settled}`;
	const known = planes.get(key);
	const plane = known ?? workOut(generation);
	planes.delete(key);
	planes.set(key, plane);
	for (const oldest of [...planes.keys()].slice(0, -KEPT_PLANES)) planes.delete(oldest);
	plane.catch(() => planes.delete(key));
	return plane;
}

async function workOut(generation: Generation): Promise<RunPlane> {
	// As the ranking judges them, so that a candidate stands where its reason says.
	const sources = (await sourcesToRank(store(), generation)).map(judgedBy);
	const cuts = etaVCuts({
		eta: sources.map((source) => source.etaPeak),
		v: sources.map((source) => source.vPeak),
		nMeas: sources.map((source) => source.nMeas)
	});
	const points = new Map<string, EtaVPoint>();
	for (const { objectId, name, etaPeak: eta, vPeak: v } of sources) {
		// Logarithmic axes have no place for the rest.
		if (objectId && eta > 0 && v > 0) points.set(objectId, { candidateId: null, name, eta, v });
	}
	const ids = [...points.keys()];
	const placed = [...points.values()];
	const sample = spreadSample(
		placed.map((point) => Math.log10(point.eta)),
		placed.map((point) => Math.log10(point.v)),
		MOST_POINTS
	);
	return {
		points,
		sample: sample.map((row) => ids[row]),
		cuts: cuts && { etaCut: cuts.etaCut, vCut: cuts.vCut, sigmas: DEFAULT_CUTS.kEta }
	};
}

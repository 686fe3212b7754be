import { Failure } from '#schema/failure.ts';
import type { StandingMark } from '#schema/imageMark.ts';
import { splitProvenance } from '#schema/provenance.ts';
import { readAddress } from '#schema/readAddress.ts';
import { RUN_STATUSES, type Run } from '#schema/run.ts';
import {
	NO_OWNER,
	runListSchema,
	type RunAllowed,
	type RunImage,
	type RunList,
	type RunRow,
	type RunsPage
} from '#schema/runPage.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { standingMarks } from '../store/imageMarks.ts';
import { findImages } from '../store/images.ts';
import { queuesOfRuns } from '../store/queues.ts';
import {
	countRuns,
	listRunPage,
	runChoices,
	type ListedRun,
	type RunFilter
} from '../store/runList.ts';
import { provenanceChoices } from '../store/provenance.ts';
import { findRun, keptRevisions, listRuns as storedRuns } from '../store/runs.ts';
import { signedIn } from './signedIn.ts';
import { tagsByTarget } from './tags.ts';

/** All runs, the latest first, with what this user may do to each. */
export async function listRuns(user: User | null): Promise<(RunRow & Pick<Run, 'imageIds'>)[]> {
	const reader = signedIn(user);
	const runs = await storedRuns(store());
	const rows = await rowsOf(reader, runs);
	return runs.map(({ imageIds }, index) => ({ ...rows[index], imageIds }));
}

/** One page of the runs that the address asks for. */
export async function runsPage(user: User | null, address: URLSearchParams): Promise<RunsPage> {
	const reader = signedIn(user);
	const { asked: list, problems } = readAddress(runListSchema, address);
	const filter = filterOf(list);
	const { sort, order, page, size } = list;
	const [found, count, total, { owners, tags }, provenance] = await Promise.all([
		listRunPage(store(), filter, { sort, order, skip: (page - 1) * size, limit: size }),
		countRuns(store(), filter),
		countRuns(store(), {}),
		runChoices(store()),
		provenanceChoices(store(), 'run')
	]);
	const ids = found.map(({ id }) => String(id));
	return {
		...{ list, problems, count, total },
		rows: await rowsOf(reader, found),
		choices: {
			owners: owners.map(({ id, name }) => ({
				id: id ?? NO_OWNER,
				name: name ?? 'The command line'
			})),
			statuses: [...RUN_STATUSES],
			tags,
			provenance
		},
		tags: await tagsByTarget(reader, 'run', ids),
		allowed: { create: may(reader, 'createRun') }
	};
}

function filterOf({ name, owner, status, tag, provenance }: RunList): RunFilter {
	return {
		...(name && { name }),
		...(owner && { ownerId: owner === NO_OWNER ? null : owner }),
		...(status && { status }),
		...(tag && { tag }),
		...(provenance && { provenance: splitProvenance(provenance) })
	};
}

export interface RunPage {
	/** Of the results that are shown, in ingest order. */
	images: RunImage[];
	/** What people say of those of them that anything is said of. */
	marks: StandingMark[];
}

/** A run as the head of its page shows it. */
export async function runHead(user: User | null, runId: number): Promise<RunRow> {
	const reader = signedIn(user);
	const [row] = await rowsOf(reader, [await knownRun(runId)]);
	const restore = row.allowed.restore && (await hasSomethingToRestore(row));
	return { ...row, allowed: { ...row.allowed, restore } };
}

/** Results from before images were added, or what was shown before an attempt that came to nothing. */
async function hasSomethingToRestore({ id, status }: RunRow): Promise<boolean> {
	return status !== 'END' || (await keptRevisions(store(), id)).length > 1;
}

export async function runPage(user: User | null, runId: number): Promise<RunPage> {
	signedIn(user);
	const run = await knownRun(runId);
	const [images, marks] = await Promise.all([
		findImages(store(), run.imageIds),
		standingMarks(store(), run.imageIds)
	]);
	return {
		images: images.map((image) => ({
			...{ id: image.id, name: image.name, datetime: image.datetime },
			...{ frequencyMhz: image.frequencyMhz, rmsMedian: image.rmsMedian },
			...{ beamBmaj: image.beamBmaj, beamBmin: image.beamBmin },
			nMeasurements: image.nMeasurements
		})),
		marks: [...marks.values()]
	};
}

/** The run of an address, or a refusal. */
export async function knownRun(runId: number): Promise<Run> {
	const run = Number.isSafeInteger(runId) ? await findRun(store(), runId) : null;
	if (run) return run;
	throw new Failure('NotFound', `There is no run ${runId}.`, 'runId');
}

async function rowsOf(user: User, runs: (ListedRun | Run)[]): Promise<RunRow[]> {
	const ids = runs.map(({ id }) => id);
	const queues = await queuesOfRuns(store(), ids);
	return runs.map((run) => {
		const { imageIds: _imageIds, ...listed } = { imageIds: [], ...run };
		return {
			...listed,
			tookSeconds: tookSeconds(run),
			allowed: allowedTo(user, run),
			queues: queues.filter(({ runId }) => runId === run.id).map(({ id, name }) => ({ id, name }))
		};
	});
}

function tookSeconds({ startedAt, endedAt }: ListedRun): number | null {
	if (!startedAt || !endedAt || endedAt < startedAt) return null;
	return (endedAt.getTime() - startedAt.getTime()) / 1000;
}

/** What stands in the way is the run's state, or the person's role. */
export function allowedTo(user: User, { status, revision, userId }: ListedRun): RunAllowed {
	const target = { ownerId: userId };
	const isProcessed = status === 'QUE' || status === 'RUN';
	// A run that could not be deleted to its end can only be deleted again.
	const isBusy = isProcessed || status === 'RES' || status === 'DEL';
	const mayProcess = !isBusy && may(user, 'processRun', target);
	return {
		process: mayProcess,
		write: mayProcess,
		restore: mayProcess && revision > 0,
		arrow: mayProcess && status === 'END',
		cancel: isProcessed && may(user, 'cancelRun', target),
		remove: !isProcessed && status !== 'RES' && may(user, 'deleteRun', target)
	};
}

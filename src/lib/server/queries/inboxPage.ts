import type { Walk } from '#schema/api/paging.ts';
import { type Inbox, type InboxEpoch, type InboxList } from '#schema/inbox.ts';
import type { EpochRow, InboxLatencies, InboxPage, InboxRow, RunInbox } from '#schema/inboxPage.ts';
import { Failure } from '#schema/failure.ts';
import { latencyOf } from '#schema/inbox.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { may, mayOrRefuse } from '../auth/may.ts';
import { config } from '../config.ts';
import { store } from '../store/client.ts';
import { countEpochs, findEpoch, latencies, listEpochs } from '../store/inboxEpochs.ts';
import { findInbox, listInboxes } from '../store/inboxes.ts';
import { findQueue, listAllQueues } from '../store/queues.ts';
import { findRun, listRuns } from '../store/runs.ts';
import { outsideJobs } from './inboxOutsideJobs.ts';
import { lostPlace } from './walk.ts';

const ROWS = 100;
const ROWS_OF_RUN = 20;
const DAY_MS = 86_400_000;

/** Every inbox, and what arrived in them, the latest first. */
export async function inboxPage(user: User | null, asked: InboxList): Promise<InboxPage> {
	mayOrRefuse(user, 'view');
	const [inboxes, runs, jobs, passed] = await Promise.all([
		listInboxes(store()),
		listRuns(store()),
		outsideJobs(user),
		latencies(store(), new Date(Date.now() - DAY_MS))
	]);
	const { rows, nextAfter } = await epochRows(asked, runs);
	return {
		inboxes: await Promise.all(
			inboxes.map((inbox) => rowOf(user, inbox, runNamed(runs, inbox.id)))
		),
		epochs: rows,
		nextAfter,
		runs: runs.map(({ id, name }) => ({ id, name })),
		asked: { run: asked.run ?? null, state: asked.state ?? null },
		latencies: summaryOf(passed),
		outsideJobs: jobs
	};
}

/** Epochs behind a given one, for pages and programs. */
export async function inboxEpochRows(
	user: User | null,
	asked: InboxList,
	{ after, limit }: Walk
): Promise<{ rows: EpochRow[]; next: string | null }> {
	mayOrRefuse(user, 'view');
	if (after !== null && !(await findEpoch(store(), after))) throw lostPlace();
	const part = { ...asked, after: after ?? undefined };
	const { rows, nextAfter } = await epochRows(part, await listRuns(store()), limit ?? ROWS);
	return { rows, next: nextAfter };
}

export async function inboxEpoch(user: User | null, id: string): Promise<InboxEpoch> {
	mayOrRefuse(user, 'view');
	const epoch = await findEpoch(store(), id);
	if (epoch) return epoch;
	throw new Failure('NotFound', 'This epoch is not in the inbox (any more).');
}

/** What a run's own page shows of its inbox. */
export async function runInbox(user: User | null, runId: number): Promise<RunInbox> {
	mayOrRefuse(user, 'view');
	const run = await findRun(store(), runId);
	if (!run) throw new Failure('NotFound', `There is no run ${runId}.`);
	const [inbox, epochs, queues] = await Promise.all([
		findInbox(store(), runId),
		listEpochs(store(), { runId }, ROWS_OF_RUN),
		listAllQueues(store())
	]);
	return {
		inbox: inbox && (await rowOf(user, inbox, run)),
		epochs: epochs.map((epoch) => epochRow(epoch, run.name)),
		queues: queues
			.filter((queue) => queue.runId === null || queue.runId === runId)
			.map(({ id, name }) => ({ id, name })),
		rawDirectory: config().RAW_IMAGE_DIR,
		mayChange: may(user, 'processRun', { ownerId: run.userId })
	};
}

async function epochRows(
	{ run: runId, state, after }: InboxList,
	runs: Run[],
	limit = ROWS
): Promise<{ rows: EpochRow[]; nextAfter: string | null }> {
	const behind = after === undefined ? null : await findEpoch(store(), after);
	const asked = {
		...(runId === undefined ? {} : { runId }),
		...(state ? { state } : {}),
		after: behind
	};
	const found = await listEpochs(store(), asked, limit + 1);
	const rows = found.slice(0, limit);
	return {
		rows: rows.map((epoch) => epochRow(epoch, runNamed(runs, epoch.runId).name)),
		nextAfter: found.length > limit ? (rows.at(-1)?.id ?? null) : null
	};
}

function runNamed(runs: Run[], id: number): Pick<Run, 'name' | 'userId'> {
	return runs.find((run) => run.id === id) ?? { name: `${id} (deleted)`, userId: null };
}

async function rowOf(
	user: User | null,
	inbox: Inbox,
	run: Pick<Run, 'name' | 'userId'>
): Promise<InboxRow> {
	const queue = inbox.queueId === null ? null : await findQueue(store(), inbox.queueId);
	return {
		...inbox,
		runName: run.name,
		queueName: queue?.name ?? null,
		counts: await countEpochs(store(), inbox.id),
		mayChange: may(user, 'processRun', { ownerId: run.userId })
	};
}

function epochRow(epoch: InboxEpoch, runName: string): EpochRow {
	const { files, key: _key, byId: _byId, ...row } = epoch;
	const latencySeconds = latencyOf(epoch).toQueued;
	return { ...row, path: files.image?.path ?? null, runName, latencySeconds };
}

function summaryOf(passed: Parameters<typeof latencyOf>[0][]): InboxLatencies {
	const seconds = passed.flatMap((epoch) => latencyOf(epoch).toQueued ?? []).sort((a, b) => a - b);
	const at = (share: number) =>
		seconds.length > 0 ? seconds[Math.ceil(share * seconds.length) - 1] : null;
	return { n: seconds.length, median: at(0.5), p95: at(0.95) };
}

import { Failure } from '#schema/failure.ts';
import type { Inbox, InboxEpoch } from '#schema/inbox.ts';
import { localStorage } from '../../files/storage.ts';
import { log } from '../../log.ts';
import { store } from '../../store/client.ts';
import { epochsIn, moveEpochs } from '../../store/inboxEpochs.ts';
import { findInbox, noteInbox } from '../../store/inboxes.ts';
import { findRunDoc, type RunDoc } from '../../store/runs.ts';
import { fillQueueFromRun, ensureRunQueue } from '../queues/runQueue.ts';
import { announceInbox } from './announceInbox.ts';
import { failBatch } from './failBatch.ts';
import { filesOfEpoch } from './judgeGroup.ts';
import { processedNames } from './runImages.ts';
import { startBatch } from './startBatch.ts';

/** Not started meanwhile: more is on its way, and would have to wait for a whole run. */
export interface Coming {
	isStillComing: boolean;
}

/**
 * Goes on with the epochs of a run: starts those that are complete, one run at a time, and follows those that are under way.
 * Everything is read from what the run says of itself, so whoever takes over goes on from there.
 */
export async function advanceRun(runId: number, { isStillComing }: Coming): Promise<void> {
	const inbox = await findInbox(store(), runId);
	const run = await findRunDoc(store(), runId);
	if (!inbox || !run) return;
	const open = await epochsIn(store(), runId, ['ready', 'processing', 'published']);
	const before = open.map(({ state }) => state).join();
	await notePublished(run, open);
	await followBatch(inbox, run);
	await noteQueued(inbox, run);
	if (!isStillComing) await startReady(runId);
	const after = await epochsIn(store(), runId, ['ready', 'processing', 'published']);
	if (after.map(({ state }) => state).join() !== before) await announceInbox(null, runId);
}

/** Whoever processed them: a person may have been faster. */
async function notePublished(run: RunDoc, open: InboxEpoch[]): Promise<void> {
	const names = processedNames(run);
	for (const from of ['ready', 'processing'] as const) {
		const ids = open.filter(({ state, name }) => state === from && names.has(name)).map(idOf);
		if (ids.length === 0) continue;
		const publishedAt = run.publishedAt ?? new Date();
		await moveEpochs(store(), { ids, from }, { state: 'published', publishedAt, reason: null });
		await noteInbox(store(), run._id, { problem: null, failures: 0, retryAt: null });
	}
}

/** Epochs handed to a run that ended without them go back, or out. */
async function followBatch(inbox: Inbox, run: RunDoc): Promise<void> {
	const batch = await epochsIn(store(), run._id, ['processing']);
	if (batch.length === 0 || ['RES', 'DEL'].includes(run.status)) return;
	const isOurs = isListedIn(run, batch);
	if (isBeingProcessed(run)) {
		// A worker died before the run had begun.
		if (!isOurs) await backToReady(batch);
		return;
	}
	const isOver = isOurs && isQueuedSince(run, batch);
	if (isOver && run.status === 'ERR')
		return failBatch(inbox, batch, new Failure('Conflict', run.error ?? 'The run failed.'));
	if (isOver && run.status === 'CAN') {
		const problem = 'The run was cancelled. Go on when its epochs are to be processed after all.';
		await noteInbox(store(), run._id, { paused: true, problem });
	}
	await backToReady(batch);
}

/** Whether the run's attempt has any of these epochs among its inputs. */
function isListedIn({ attempt }: RunDoc, batch: InboxEpoch[]): boolean {
	const listed = new Set(attempt?.inputs.epochs.flatMap(({ image }) => image));
	return batch.some(({ files }) => listed.has(files.image?.path ?? ''));
}

function isQueuedSince({ attempt }: RunDoc, batch: InboxEpoch[]): boolean {
	const begunMs = Math.min(...batch.map(({ startedAt }) => startedAt?.getTime() ?? 0));
	return (attempt?.queuedAt.getTime() ?? 0) >= begunMs;
}

function isBeingProcessed({ status }: RunDoc): boolean {
	return status === 'QUE' || status === 'RUN';
}

async function noteQueued(inbox: Inbox, run: RunDoc): Promise<void> {
	const published = await epochsIn(store(), run._id, ['published']);
	if (published.length === 0 || isBeingProcessed(run)) return;
	if (run.status === 'END' && !run.attempt?.rankedAt) return;
	// Its candidates were left out when another attempt began at once.
	if (run.status !== 'END') await ensureRunQueue(run._id);
	if (inbox.queueId !== null) await fillOther(inbox.queueId, run._id);
	const queuedAt = inbox.queueId === null ? (run.attempt?.rankedAt ?? new Date()) : new Date();
	const ids = published.map(idOf);
	await moveEpochs(store(), { ids, from: 'published' }, { state: 'done', queuedAt });
}

async function fillOther(queueId: string, runId: number): Promise<void> {
	try {
		await fillQueueFromRun(null, { queueId, runId });
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		// A queue that was deleted holds nothing up: the run has its own.
		log.warn('an inbox could not fill its queue', { queueId, runId, error });
		await noteInbox(store(), runId, { problem: error.message });
	}
}

async function startReady(runId: number): Promise<void> {
	const inbox = await findInbox(store(), runId);
	const run = await findRunDoc(store(), runId);
	if (!inbox || !run || isHeld(inbox)) return;
	const ready = await epochsIn(store(), runId, ['ready']);
	if (ready.length === 0) return;
	const hindrance = whyNot(run);
	if (hindrance !== null) {
		if (hindrance !== inbox.problem) await noteInbox(store(), runId, { problem: hindrance });
		return;
	}
	const gone = await withoutFiles(ready);
	if (gone.length > 0) return;
	await startEpochs(inbox, ready);
}

/** Paused by a person, or waiting after a failure. */
function isHeld({ paused, retryAt }: Inbox): boolean {
	return paused || (retryAt !== null && retryAt > new Date());
}

async function startEpochs(inbox: Inbox, ready: InboxEpoch[]): Promise<void> {
	const runId = inbox.id;
	const ids = ready.map(idOf);
	await moveEpochs(
		store(),
		{ ids, from: 'ready' },
		{ state: 'processing', startedAt: new Date(), reason: null }
	);
	try {
		const nothing = await startBatch(runId, ready);
		if (nothing !== null) throw new Failure('Conflict', nothing);
		if (inbox.problem !== null) await noteInbox(store(), runId, { problem: null });
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		await failBatch(inbox, await epochsIn(store(), runId, ['processing']), error);
	}
}

/** Why a run cannot be started unattended, in a sentence; null when it can. */
function whyNot(run: RunDoc): string | null {
	const { name, status, revision, attempt, latestRevision } = run;
	if (isBeingProcessed(run)) return `Run ${name} is being processed.`;
	if (revision === 0)
		return `Run ${name} has not been completed yet: process it once, then new epochs are added.`;
	const isHalfRedone = attempt?.mode === 'full' && attempt.revision > latestRevision;
	if (status === 'END' || (status === 'ERR' && !isHalfRedone)) return null;
	return `Run ${name} is not in a state to add images: process it again by hand.`;
}

/** Files that went away before they were needed: their epochs are over until they come back. */
async function withoutFiles(ready: InboxEpoch[]): Promise<InboxEpoch[]> {
	const storage = localStorage();
	const gone: InboxEpoch[] = [];
	for (const epoch of ready) {
		for (const { path } of filesOfEpoch(epoch)) {
			if (await storage.exists(path)) continue;
			gone.push(epoch);
			const reason = `${path} went away before it was processed. Put it back.`;
			const which = { ids: [epoch.id], from: 'ready' } as const;
			await moveEpochs(store(), which, { state: 'quarantined', reason });
			break;
		}
	}
	return gone;
}

async function backToReady(batch: InboxEpoch[]): Promise<void> {
	const ids = batch.map(idOf);
	await moveEpochs(store(), { ids, from: 'processing' }, { state: 'ready', startedAt: null });
}

function idOf({ id }: InboxEpoch): string {
	return id;
}

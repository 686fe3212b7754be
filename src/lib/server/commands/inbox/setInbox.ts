import { isAbsolute, resolve } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { changeInboxSchema, setInboxSchema, type Inbox } from '#schema/inbox.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { config } from '../../config.ts';
import { readableDirectories } from '../../files/ownDirectory.ts';
import { localStorage } from '../../files/storage.ts';
import { store, type Transaction } from '../../store/client.ts';
import { deleteInbox, findInbox, putInbox } from '../../store/inboxes.ts';
import { findQueue } from '../../store/queues.ts';
import { findUser } from '../../store/users.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { runToChange } from '../runs/runToChange.ts';
import { announceInbox } from './announceInbox.ts';

/** Gives a run an inbox, or another folder or queue to the one it has. */
export async function setInbox(context: CommandContext, input: unknown): Promise<Inbox> {
	const { commandId, runId, directory, queueId } = parse(setInboxSchema, input);
	const { user } = context;
	const run = await runForInbox(user, runId);
	const folder = directory === null ? null : await folderOf(run, directory);
	if (queueId !== null && !(await findQueue(store(), queueId)))
		throw new Failure('NotFound', 'This queue does not exist (any more).', 'queueId');
	const inbox = await once(context, { command: 'setInbox', commandId }, async (transaction) => {
		const before = await findInbox(store(), runId, transaction);
		const after = { ...(before ?? newInbox(user, runId)), directory: folder, queueId };
		// What was found in another folder says nothing of this one.
		if (before?.directory !== folder) after.look = null;
		await putInbox(store(), after, transaction);
		await audit(
			user,
			{ action: 'setInbox', target: `run ${runId}`, before: told(before), after: told(after) },
			transaction
		);
		return after;
	});
	await announceInbox(user, runId);
	return inbox;
}

/** Takes a run's inbox away; what is under way goes on, what waited is not started. */
export async function removeInbox(context: CommandContext, input: unknown): Promise<null> {
	await changed(context, { command: 'removeInbox', input }, async (inbox, transaction) => {
		await deleteInbox(store(), inbox.id, transaction);
		return null;
	});
	return null;
}

/** Nothing is started any more; what arrives is noted. */
export async function pauseInbox(context: CommandContext, input: unknown): Promise<null> {
	const paused = { paused: true, problem: null };
	await changed(context, { command: 'pauseInbox', input }, (inbox) => ({ ...inbox, ...paused }));
	return null;
}

/** Starts what waits, at once, also after failures. */
export async function resumeInbox(context: CommandContext, input: unknown): Promise<null> {
	const fresh = { paused: false, problem: null, failures: 0, retryAt: null };
	await changed(context, { command: 'resumeInbox', input }, (inbox) => ({ ...inbox, ...fresh }));
	return null;
}

export async function runForInbox(user: User, runId: number): Promise<Run> {
	const run = await runToChange(runId);
	mayOrRefuse(user, 'processRun', { ownerId: run.userId });
	return run;
}

export function newInbox(user: User, runId: number): Inbox {
	return {
		id: runId,
		directory: null,
		queueId: null,
		paused: false,
		ownerId: user.id,
		ownerName: user.displayName,
		createdAt: new Date(),
		look: null,
		problem: null,
		failures: 0,
		retryAt: null
	};
}

async function changed(
	context: CommandContext,
	{ command, input }: { command: string; input: unknown },
	change: (inbox: Inbox, transaction: Transaction) => Inbox | Promise<Inbox | null>
): Promise<void> {
	const { commandId, runId } = parse(changeInboxSchema, input);
	const { user } = context;
	await runForInbox(user, runId);
	await once(context, { command, commandId }, async (transaction) => {
		const before = await findInbox(store(), runId, transaction);
		if (!before) throw new Failure('NotFound', 'This run has no inbox (any more).', 'runId');
		const after = await change(before, transaction);
		if (after) await putInbox(store(), after, transaction);
		await audit(
			user,
			{ action: command, target: `run ${runId}`, before: told(before), after: told(after) },
			transaction
		);
		return null;
	});
	await announceInbox(user, runId);
}

/** Relative to the raw image directory, within what the run's owner may read, wherever links lead. */
async function folderOf(run: Run, directory: string): Promise<string> {
	const path = isAbsolute(directory)
		? resolve(directory)
		: resolve(config().RAW_IMAGE_DIR, directory);
	const owner = run.userId === null ? null : await findUser(store(), run.userId);
	const roots = readableDirectories(owner);
	if (await localStorage(roots).directoryExists(path)) return path;
	throw new Failure(
		'Invalid',
		`${path} is not a directory. Make it first, below ${config().RAW_IMAGE_DIR}.`,
		'directory'
	);
}

function told(inbox: Inbox | null): Pick<Inbox, 'directory' | 'queueId' | 'paused'> | null {
	return inbox && { directory: inbox.directory, queueId: inbox.queueId, paused: inbox.paused };
}

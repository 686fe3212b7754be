import type { Failure } from '#schema/failure.ts';
import type { Inbox, InboxEpoch } from '#schema/inbox.ts';
import { store } from '../../store/client.ts';
import { moveEpochs } from '../../store/inboxEpochs.ts';
import { noteInbox } from '../../store/inboxes.ts';
import { audit } from '../audit.ts';
import { filesOfEpoch } from './judgeGroup.ts';

/** Failures one after the other after which a person has to look. */
const MOST_FAILURES = 8;
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 30 * 60_000;
/** Other runs are being processed: that ends by itself. */
const BUSY_WAIT_MS = 5000;

/**
 * What becomes of epochs whose run failed: those that its error names are set aside, the others are tried again, later each
 * time.
 */
export async function failBatch(
	inbox: Pick<Inbox, 'id' | 'failures'>,
	batch: InboxEpoch[],
	{ code, message }: Pick<Failure, 'code' | 'message'>
): Promise<void> {
	const culprits = code === 'TooMany' ? [] : batch.filter((epoch) => isNamedIn(message, epoch));
	const others = batch.filter((epoch) => !culprits.includes(epoch));
	await moveEpochs(
		store(),
		{ ids: culprits.map(({ id }) => id), from: 'processing' },
		{ state: 'quarantined', reason: message }
	);
	await moveEpochs(
		store(),
		{ ids: others.map(({ id }) => id), from: 'processing' },
		{ state: 'ready', startedAt: null }
	);
	if (culprits.length > 0) {
		const files = culprits.map(({ name }) => name);
		const target = `run ${inbox.id}`;
		await audit(null, { action: 'quarantine', target, after: { files, reason: message } });
		await noteInbox(store(), inbox.id, { problem: null, failures: 0, retryAt: null });
		return;
	}
	if (code === 'TooMany') {
		const retryAt = new Date(Date.now() + BUSY_WAIT_MS);
		await noteInbox(store(), inbox.id, { problem: message, retryAt });
		return;
	}
	const failures = inbox.failures + 1;
	const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
	await noteInbox(store(), inbox.id, {
		problem: message,
		failures,
		retryAt: new Date(Date.now() + waitMs),
		paused: failures >= MOST_FAILURES
	});
}

/** Errors of runs name the file they are about. */
function isNamedIn(message: string, epoch: InboxEpoch): boolean {
	return filesOfEpoch(epoch).some(({ path }) => message.includes(path));
}

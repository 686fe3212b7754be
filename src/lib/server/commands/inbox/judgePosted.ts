import type { InboxEpoch, InboxFiles, SeenFile } from '#schema/inbox.ts';
import type { FilesByKind, OpenFile } from '../../files/inboxFolder.ts';
import { localStorage } from '../../files/storage.ts';
import { isDuplicateKey, store } from '../../store/client.ts';
import { moveEpochs, takePosted } from '../../store/inboxEpochs.ts';
import { judgeGroup, type Judgement, type Judging } from './judgeGroup.ts';
import { announceInbox } from './announceInbox.ts';

/** Decides about an epoch that was sent by the API, as about one that came into a folder; its files stay where they are. */
export async function judgePosted(epoch: InboxEpoch, judging: Judging): Promise<void> {
	const files = await present(epoch);
	const judgement = typeof files === 'string' ? bad(files) : await judgedOf(epoch, files, judging);
	if (!(await settled(epoch, judgement))) return;
	await announceInbox(null, epoch.runId);
}

function bad(reason: string): Judgement {
	return { kind: 'quarantined', reason, file: { path: '', bytes: 0, modifiedMs: 0 } };
}

async function judgedOf(
	epoch: InboxEpoch,
	files: FilesByKind,
	judging: Judging
): Promise<Judgement | null> {
	const judgement = await judgeGroup(epoch.key, files, judging);
	const expected = epoch.sha256;
	if (judgement?.kind !== 'taken' || expected === null || expected === judgement.sha256)
		return judgement;
	return bad(
		`${epoch.name} has other content than was said: its SHA-256 is ${judgement.sha256}, not ${expected}.`
	);
}

/** False when nothing has changed. */
async function settled(epoch: InboxEpoch, judgement: Judgement | null): Promise<boolean> {
	const where = { ids: [epoch.id], from: 'waiting' } as const;
	switch (judgement?.kind) {
		case 'taken':
			await taken(epoch, judgement);
			return true;
		case 'duplicate':
		case 'quarantined':
			await moveEpochs(store(), where, { state: judgement.kind, reason: judgement.reason });
			return true;
		case 'waits':
			if (judgement.reason === epoch.reason) return false;
			await moveEpochs(store(), where, { reason: judgement.reason });
			return true;
		default:
			return false;
	}
}

async function taken(
	epoch: InboxEpoch,
	{ files, sha256, observedMs }: Extract<Judgement, { kind: 'taken' }>
): Promise<void> {
	try {
		const observedAt = new Date(observedMs);
		await takePosted(store(), epoch, { files, sha256, observedAt, completeAt: new Date() });
	} catch (error) {
		if (!isDuplicateKey(error)) throw error;
		const reason = `${epoch.name} came by another way a moment before.`;
		const where = { ids: [epoch.id], from: 'waiting' } as const;
		await moveEpochs(store(), where, { state: 'duplicate', reason });
	}
}

/** The files as they are now, counted from when they were sent; a sentence when one is gone. */
async function present(epoch: InboxEpoch): Promise<FilesByKind | string> {
	const agedMs = Date.now() - epoch.arrivedAt.getTime();
	const open = async (kind: keyof InboxFiles): Promise<OpenFile[]> => {
		const file: SeenFile | null = epoch.files[kind];
		if (!file) return [];
		const now = await localStorage().fingerprint(file.path);
		return [
			{
				...{ path: file.path, ...now, kind, key: epoch.key, isSettled: true },
				arrivedMs: epoch.arrivedAt.getTime(),
				sinceMs: performance.now() - agedMs
			}
		];
	};
	try {
		return {
			image: await open('image'),
			selavy: await open('selavy'),
			noise: await open('noise'),
			background: await open('background')
		};
	} catch {
		return `A file of ${epoch.name} went away before it was checked. Send it again.`;
	}
}

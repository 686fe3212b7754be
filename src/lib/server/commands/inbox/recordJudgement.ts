import { basename } from 'node:path';
import type { Inbox, InboxEpoch, InboxFiles, SeenFile } from '#schema/inbox.ts';
import { moveToQuarantine } from '../../files/inboxQuarantine.ts';
import { inTransaction, isDuplicateKey, store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { deleteWaiting, insertEpoch, moveEpochs, putWaiting } from '../../store/inboxEpochs.ts';
import { audit } from '../audit.ts';
import type { Judgement } from './judgeGroup.ts';
import type { RunImages } from './runImages.ts';

interface Judged {
	inbox: Pick<Inbox, 'id' | 'directory'>;
	known: RunImages;
	key: string;
	/** When the last byte of its files came. */
	arrivedMs: number;
}

const NO_FILES: InboxFiles = { image: null, selavy: null, noise: null, background: null };

/** Notes what became of files, and moves bad ones away. Gives the files that are judged with it. */
export async function recordJudgement(judgement: Judgement, of: Judged): Promise<SeenFile[]> {
	const { inbox, key } = of;
	switch (judgement.kind) {
		case 'changed':
			return [];
		case 'waits': {
			const { reason, files } = judgement;
			const name = files.image ? basename(files.image.path) : key;
			const arrivedAt = new Date(of.arrivedMs);
			const waiting = { id: newId(), runId: inbox.id, key, name, files, reason, arrivedAt };
			await putWaiting(store(), waiting);
			return [];
		}
		case 'taken':
			return take(judgement, of);
		case 'duplicate':
			await insertOnce(
				epochOf(of, {
					name: basename(judgement.files[0].path),
					state: 'duplicate',
					files: filesByPlace(judgement.files),
					reason: judgement.reason
				})
			);
			return judgement.files;
		case 'quarantined':
			await quarantine(judgement, of);
			return [judgement.file];
	}
}

async function take(
	{ files, sha256, observedMs }: Extract<Judgement, { kind: 'taken' }>,
	of: Judged
): Promise<SeenFile[]> {
	await insertOnce(
		epochOf(of, {
			name: basename(files.image?.path ?? of.key),
			state: 'ready',
			files,
			sha256,
			observedAt: new Date(observedMs),
			completeAt: new Date()
		})
	);
	return Object.values(files).flatMap((file: SeenFile | null) => file ?? []);
}

/** Written down before the file is moved: a worker that dies in between leaves no file without a reason. */
async function quarantine(
	{ file, reason }: Extract<Judgement, { kind: 'quarantined' }>,
	of: Judged
): Promise<void> {
	const epoch = epochOf(of, {
		name: basename(file.path),
		state: 'quarantined',
		files: filesByPlace([file]),
		reason
	});
	await insertOnce(epoch);
	const { directory } = of.inbox;
	// What the run was made from stays where its config.yaml says it is.
	const mayMove = directory !== null && !of.known.paths.has(file.path);
	const movedTo = mayMove
		? await moveToQuarantine(file.path, { directory, roots: of.known.roots })
		: null;
	if (movedTo) {
		const where = { ids: [epoch.id], from: 'quarantined' } as const;
		await moveEpochs(store(), where, { movedTo });
	}
	await audit(null, {
		action: 'quarantine',
		target: `run ${of.inbox.id}`,
		after: { file: file.path, reason, movedTo }
	});
}

function epochOf(
	{ inbox, key, arrivedMs }: Judged,
	found: Pick<InboxEpoch, 'name' | 'state' | 'files'> & Partial<InboxEpoch>
): InboxEpoch {
	return {
		id: newId(),
		runId: inbox.id,
		key,
		sha256: null,
		observedAt: null,
		reason: null,
		movedTo: null,
		origin: 'folder',
		byId: null,
		byName: null,
		arrivedAt: new Date(arrivedMs),
		completeAt: null,
		startedAt: null,
		publishedAt: null,
		queuedAt: null,
		...found
	};
}

/** Another worker may have taken the same epoch a moment ago: then it is taken. */
async function insertOnce(epoch: InboxEpoch): Promise<void> {
	try {
		await inTransaction(store(), (transaction) => insertEpoch(store(), epoch, transaction));
	} catch (error) {
		if (!isDuplicateKey(error)) throw error;
		await deleteWaiting(store(), epoch.runId, [epoch.key]);
	}
}

/** Judged files that belong to no epoch, for the record: what they are is in their names. */
function filesByPlace([image, selavy, noise, background]: SeenFile[]): InboxFiles {
	return {
		...NO_FILES,
		image,
		selavy: selavy ?? null,
		noise: noise ?? null,
		background: background ?? null
	};
}

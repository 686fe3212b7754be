import { basename, isAbsolute, resolve } from 'node:path';
import type { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import { postImageSchema, type InboxEpoch, type InboxFiles, type SeenFile } from '#schema/inbox.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { inputOf, PAIRED_KINDS, type PairedKind } from '#science/run/pairInputs.ts';
import { config } from '../../config.ts';
import { withFile } from '../../files/fileFailure.ts';
import { bringWithin, writeWithin } from '../../files/inboxPlace.ts';
import { readableDirectories } from '../../files/ownDirectory.ts';
import { localStorage } from '../../files/storage.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { insertEpoch } from '../../store/inboxEpochs.ts';
import { findInbox, putInbox } from '../../store/inboxes.ts';
import { findUser } from '../../store/users.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { ownUpload } from '../uploads/finishUpload.ts';
import { announceInbox } from './announceInbox.ts';
import { newInbox, runForInbox } from './setInbox.ts';

/** A file sent with the request itself. */
export interface SentFile {
	name: string;
	bytes: Uint8Array;
}

/** An epoch that has been taken note of, and where to follow it. */
export interface PostedEpoch {
	id: string;
	state: InboxEpoch['state'];
	href: string;
}

/**
 * Puts an image with its files into a run's inbox: it is checked, then processed, as if it had come into its folder. Files are
 * named by their path on the server or as `upload:ID`; those sent with the request, and those that the run could not read where
 * they are, come to lie in the run's directory.
 */
export async function postImage(
	context: CommandContext,
	input: unknown,
	sent: Partial<Record<PairedKind, SentFile>> = {}
): Promise<PostedEpoch> {
	const named = Object.fromEntries(Object.entries(sent).map(([kind, file]) => [kind, file.name]));
	const { commandId = crypto.randomUUID(), ...wanted } = parse(postImageSchema, {
		...(typeof input === 'object' ? input : {}),
		...named
	});
	const { user } = context;
	const run = await runForInbox(user, wanted.runId);
	const files = await placedFiles(context, run, wanted, sent);
	const posted = await once(context, { command: 'postImage', commandId }, async (transaction) => {
		const inbox = await findInbox(store(), run.id, transaction);
		if (!inbox) await putInbox(store(), newInbox(user, run.id), transaction);
		const epoch = epochOf(user, { runId: run.id, files, sha256: wanted.sha256 ?? null });
		await insertEpoch(store(), epoch, transaction);
		const after = { epoch: epoch.id, image: files.image?.path };
		await audit(user, { action: 'postImage', target: `run ${run.id}`, after }, transaction);
		return { id: epoch.id, state: epoch.state, href: `/api/v1/inbox/${epoch.id}` };
	});
	await announceInbox(user, run.id);
	return posted;
}

async function placedFiles(
	{ user }: CommandContext,
	run: Run,
	wanted: Omit<z.output<typeof postImageSchema>, 'commandId'>,
	sent: Partial<Record<PairedKind, SentFile>>
): Promise<InboxFiles> {
	const owner = run.userId === null ? null : await findUser(store(), run.userId);
	const place = { run, roots: readableDirectories(owner) };
	const files: InboxFiles = { image: null, selavy: null, noise: null, background: null };
	for (const kind of PAIRED_KINDS) {
		const name = wanted[kind];
		if (name === undefined) continue;
		const file = sent[kind];
		const path = file
			? await writeWithin(place, file)
			: await bringWithin(place, await namedFile(user, kind, name));
		files[kind] = await seen(path);
	}
	return files;
}

/** A file that this person may name: within what they may read, wherever links lead. */
async function namedFile(user: User, kind: PairedKind, name: string): Promise<string> {
	const uploadId = /^upload:(.+)$/.exec(name)?.[1];
	if (uploadId !== undefined) {
		const { path, fileName } = await ownUpload(user, uploadId);
		if (path !== null) return path;
		throw new Failure('Conflict', `The upload of ${fileName} is not complete.`, kind);
	}
	const path = isAbsolute(name) ? resolve(name) : resolve(config().RAW_IMAGE_DIR, name);
	if (await localStorage(readableDirectories(user)).exists(path)) return path;
	throw new Failure('Invalid', `${path} does not exist.`, kind);
}

async function seen(path: string): Promise<SeenFile> {
	return { path, ...(await withFile(path, () => localStorage().fingerprint(path))) };
}

function epochOf(
	user: User,
	{ runId, files, sha256 }: Pick<InboxEpoch, 'runId' | 'files' | 'sha256'>
): InboxEpoch {
	const path = files.image?.path ?? '';
	return {
		id: newId(),
		runId,
		key: inputOf(path)?.key ?? basename(path),
		name: basename(path),
		files,
		sha256,
		observedAt: null,
		state: 'waiting',
		reason: 'Waiting for a worker to check it.',
		movedTo: null,
		origin: 'api',
		byId: user.id,
		byName: user.displayName,
		arrivedAt: new Date(),
		completeAt: null,
		startedAt: null,
		publishedAt: null,
		queuedAt: null
	};
}

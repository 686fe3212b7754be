import { z } from 'zod';
import { MAX_FILE_BYTES, type CommentFile } from '#schema/comment.ts';
import { Failure } from '#schema/failure.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { keepFile, removeKeptFile } from '../../files/attachmentFiles.ts';
import { attachmentType } from '../../files/attachmentType.ts';
import {
	countLooseFiles,
	deleteLooseFile,
	insertAttachment,
	orphanedFiles
} from '../../store/attachments.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';

const ORPHANED_AFTER_MS = 24 * 60 * 60 * 1000;
const MOST_LOOSE = 30;

const fileNameSchema = z
	.string('Say what the file is called: ?name=plot.png.')
	.trim()
	.min(1, 'Say what the file is called: ?name=plot.png.')
	.max(120, 'A file’s name has at most 120 characters.')
	.regex(/^[^\p{Cc}\p{Cf}/\\]+$/u, 'A file’s name holds no slashes and no control characters.');

/**
 * Takes a file that its sender will hang on a comment. It changes nothing that anybody else sees, so that it needs no
 * record of its own: sent twice it is two files, and the one no comment takes up goes after a day.
 */
export async function attachFile(
	{ user }: CommandContext,
	{ name: given, bytes }: { name: unknown; bytes: Uint8Array }
): Promise<CommentFile> {
	mayOrRefuse(user, 'comment');
	const name = parse(fileNameSchema, given);
	refuseLargeFile(bytes.length);
	const mediaType = attachmentType(name, bytes);
	if (!mediaType) {
		throw new Failure(
			'Invalid',
			`${name} cannot be attached: send a PNG, JPEG, PDF, CSV, FITS or TXT file whose name ends in what it is.`,
			'file'
		);
	}
	await removeOrphanedFiles();
	if ((await countLooseFiles(store(), user.id)) >= MOST_LOOSE) {
		throw new Failure(
			'TooMany',
			`You have sent ${MOST_LOOSE} files that no comment has. Attach those first, or wait a day.`,
			'file'
		);
	}
	const file = { id: newId(), name, mediaType, bytes: bytes.length };
	// Known before it is there: whatever breaks off in between is found among the orphans.
	await insertAttachment(store(), { ...file, ownerId: user.id, commentId: null, at: new Date() });
	await keepFile(file.id, bytes);
	return file;
}

/** Refuses by size alone, so that what is too large need not be read. */
export function refuseLargeFile(bytes: number): void {
	if (bytes <= MAX_FILE_BYTES) return;
	throw new Failure(
		'Invalid',
		'This file is larger than 10 MB. Attach a smaller one, or say where it lies.',
		'file'
	);
}

/** Removes files that no comment took up within a day. */
export async function removeOrphanedFiles(now = new Date()): Promise<void> {
	const before = new Date(now.getTime() - ORPHANED_AFTER_MS);
	for (const id of await orphanedFiles(store(), before)) {
		if (await deleteLooseFile(store(), id)) await removeKeptFile(id);
	}
}

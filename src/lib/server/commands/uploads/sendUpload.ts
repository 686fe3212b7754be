import { join } from 'node:path';
import type { Upload } from '#schema/inboxUpload.ts';
import { withFile } from '../../files/fileFailure.ts';
import { ownDirectory } from '../../files/ownDirectory.ts';
import { localStorage } from '../../files/storage.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { deleteUpload } from '../../store/uploads.ts';
import type { CommandContext } from '../context.ts';
import { createUpload } from './createUpload.ts';
import { finishUpload } from './finishUpload.ts';

/** Takes a file that came in one piece: from a form without scripts. */
export async function sendUpload(
	{ user }: CommandContext,
	file: { name: string; bytes: Uint8Array }
): Promise<Upload> {
	const id = newId();
	const metadata = { filename: file.name };
	await createUpload(user, { id, bytes: file.bytes.length, metadata });
	const directory = ownDirectory(user);
	const draft = join(directory, '.uploads', id);
	try {
		await withFile(file.name, () => localStorage([directory]).writeAtomically(draft, file.bytes));
	} catch (error) {
		await deleteUpload(store(), id);
		throw error;
	}
	return finishUpload(user, id, draft);
}

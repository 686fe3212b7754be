import { Failure } from '#schema/failure.ts';
import { removeUploadSchema } from '#schema/inboxUpload.ts';
import { ownDirectory } from '../../files/ownDirectory.ts';
import { localStorage } from '../../files/storage.ts';
import { isBeingImported } from '../../store/catalogueImports.ts';
import { store } from '../../store/client.ts';
import { isPathInUse } from '../../store/runInputs.ts';
import { deleteUpload } from '../../store/uploads.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceUploads, ownUpload } from './finishUpload.ts';

/** Removes one's own upload with its file. One that a run was made from stays. */
export async function removeUpload(context: CommandContext, input: unknown): Promise<null> {
	const { commandId, uploadId } = parse(removeUploadSchema, input);
	const { user } = context;
	const path = await once(context, { command: 'removeUpload', commandId }, async (transaction) => {
		const upload = await ownUpload(user, uploadId);
		if (upload.path !== null && (await isPathInUse(store(), upload.path)))
			throw new Failure(
				'Conflict',
				`${upload.fileName} stays: a run was made from it. Delete that run first.`,
				'uploadId'
			);
		if (await isBeingImported(store(), uploadId, transaction))
			throw new Failure(
				'Conflict',
				`${upload.fileName} stays while it is being imported. Cancel that under Catalogues first.`,
				'uploadId'
			);
		await deleteUpload(store(), uploadId, transaction);
		const { fileName, bytes } = upload;
		const target = `upload ${uploadId}`;
		await audit(user, { action: 'removeUpload', target, before: { fileName, bytes } }, transaction);
		return upload.path;
	});
	if (path !== null) await localStorage([ownDirectory(user)]).remove(path);
	await announceUploads(user);
	return null;
}

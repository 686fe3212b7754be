import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { readKeptFile } from '../files/attachmentFiles.ts';
import { isShownInPages } from '../files/attachmentType.ts';
import { findAttachment } from '../store/attachments.ts';
import { store } from '../store/client.ts';
import { signedIn } from './signedIn.ts';

/** A file of a comment with the headers it goes out under. */
export interface Download {
	bytes: Uint8Array<ArrayBuffer>;
	headers: Record<string, string>;
}

/** A file that hangs on a comment, or that this person has just sent. */
export async function attachment(user: User | null, id: string): Promise<Download> {
	const reader = signedIn(user);
	const file = await findAttachment(store(), id);
	if (!file || (file.commentId === null && file.ownerId !== reader.id))
		throw new Failure('NotFound', 'There is no such file (any more).');
	return {
		bytes: await readKeptFile(id),
		headers: {
			'content-type': file.mediaType,
			'content-disposition': disposition(file.name, file.mediaType),
			'x-content-type-options': 'nosniff',
			// Whatever it holds, it acts in nobody's name here.
			'content-security-policy': "default-src 'none'; sandbox",
			'cache-control': 'private, max-age=31536000, immutable'
		}
	};
}

/** Names with other signs than ASCII go out as RFC 5987 has it. */
function disposition(name: string, mediaType: string): string {
	const how = isShownInPages(mediaType) ? 'inline' : 'attachment';
	const plain = name.replace(/[^\x20-\x7e]|["%\\]/g, '_');
	return `${how}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, '_')}`;
}

import type { UploadsPage } from '#schema/inboxPage.ts';
import type { User } from '#schema/user.ts';
import { may, mayOrRefuse } from '../auth/may.ts';
import { config } from '../config.ts';
import { ownDirectory } from '../files/ownDirectory.ts';
import { store } from '../store/client.ts';
import { bytesOf, uploadsOf } from '../store/uploads.ts';

const MOST = 200;

/** One's own uploads and the room there is. */
export async function uploadsPage(user: User | null): Promise<UploadsPage> {
	mayOrRefuse(user, 'view');
	// `mayOrRefuse` refuses whoever is not signed in.
	if (!user) throw new Error('nobody');
	const [uploads, usedBytes] = await Promise.all([
		uploadsOf(store(), user.id, MOST),
		bytesOf(store(), user.id)
	]);
	return {
		uploads,
		usedBytes,
		mostBytes: config().UPLOAD_QUOTA_MIB * 2 ** 20,
		directory: ownDirectory(user),
		mayUpload: may(user, 'upload')
	};
}

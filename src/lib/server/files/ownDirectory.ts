import { join, resolve } from 'node:path';
import type { User } from '#schema/user.ts';
import { config } from '../config.ts';

/** The directory that is this person's own: uploads go there, and runs may read it. It need not be there yet. */
export function ownDirectory({ username }: Pick<User, 'username'>): string {
	const { HOME_DATA_DIR, CAUSTIC_DATA_DIR } = config();
	const pattern = HOME_DATA_DIR || join(CAUSTIC_DATA_DIR, 'home', '{user}');
	// User names hold no slashes and do not begin with a dot (schema/user.ts).
	return resolve(pattern.replaceAll('{user}', username));
}

/** The directories below which this person's runs may read files; without a person, those that all runs share. */
export function readableDirectories(user: Pick<User, 'username'> | null): string[] {
	const { RAW_IMAGE_DIR, PIPELINE_WORKING_DIR } = config();
	return [RAW_IMAGE_DIR, PIPELINE_WORKING_DIR, ...(user ? [ownDirectory(user)] : [])];
}

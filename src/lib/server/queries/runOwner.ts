import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { findUser } from '../store/users.ts';

/** Whose directories a run may read beside those of all; null for a run of the command line's. */
export async function runOwner({ userId }: Pick<Run, 'userId'>): Promise<User | null> {
	return userId === null ? null : findUser(store(), userId);
}

import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { listUsers } from '../store/users.ts';

/** Every account, for those who look after them. */
export function listAccounts(user: User | null): Promise<User[]> {
	mayOrRefuse(user, 'manageUsers');
	return listUsers(store());
}

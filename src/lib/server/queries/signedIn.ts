import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../auth/may.ts';

/** The reader of a page; refuses who may not look. */
export function signedIn(user: User | null): User {
	mayOrRefuse(user, 'view');
	// mayOrRefuse has thrown for null already; this tells the compiler.
	if (!user) throw new Failure('NotSignedIn', 'Sign in first.');
	return user;
}

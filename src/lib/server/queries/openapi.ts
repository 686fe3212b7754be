import { openApiOf, type OpenApi } from '#schema/api/openApi.ts';
import type { User } from '#schema/user.ts';
import { signedIn } from './signedIn.ts';

let made: OpenApi | null = null;

/** This API, described; made once, as it changes with the program only. */
export function openApi(user: User | null): Promise<OpenApi> {
	signedIn(user);
	made ??= openApiOf();
	return Promise.resolve(made);
}

import { redirect } from '@sveltejs/kit';
import { signOut } from '#server/commands/signIn.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals: { user, sessionId }, cookies }) => {
	if (user && sessionId) {
		const cookie = await signOut({ user }, { sessionId });
		cookies.set(cookie.name, cookie.value, cookie.attributes);
	}
	redirect(303, '/sign-in');
};

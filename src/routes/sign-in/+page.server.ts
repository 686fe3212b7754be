import { fail, redirect } from '@sveltejs/kit';
import { signIn } from '#server/commands/signIn.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.user) redirect(303, next(url));
	return { title: 'Sign in' };
};

export const actions: Actions = {
	default: async ({ request, locals, url, cookies, getClientAddress }) => {
		const form = await request.formData();
		const fields = { username: form.get('username') ?? '', password: form.get('password') ?? '' };
		const outcome = await locals.outcomes.enter(async () => {
			const { cookie } = await signIn(fields, { address: getClientAddress() });
			cookies.set(cookie.name, cookie.value, cookie.attributes);
		});
		if (outcome)
			return fail(outcome.status, {
				...outcome.refusal,
				username: typeof fields.username === 'string' ? fields.username : ''
			});
		redirect(303, next(url));
	}
};

/** Where the visitor wanted to go: an address of this site only, or `next=//evil.example` would lead off it. */
function next({ searchParams, origin }: URL): string {
	const wanted = searchParams.get('next') ?? '/queues';
	if (!wanted.startsWith('/')) return '/queues';
	if (!URL.canParse(wanted, origin)) return '/queues';
	const target = new URL(wanted, origin);
	return target.origin === origin ? target.pathname + target.search : '/queues';
}

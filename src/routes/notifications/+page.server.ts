import { redirect } from '@sveltejs/kit';
import { markRead } from '#server/commands/notifications/settings.ts';
import { notificationList } from '#server/queries/notifications.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, depends }) => {
	depends('live:notifications');
	const unreadOnly = url.searchParams.get('unread') === '1';
	return locals.outcomes.show(async (user) => ({
		title: 'Notifications',
		notifications: await notificationList(user, { unreadOnly }),
		unreadOnly
	}));
};

export const actions: Actions = {
	read: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => markRead({ user }, fields));
	},
	/** Marks as read, and goes there. */
	open: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) => markRead({ user }, fields));
		if ('done' in outcome && outcome.done) redirect(303, outcome.done);
		return outcome;
	}
};

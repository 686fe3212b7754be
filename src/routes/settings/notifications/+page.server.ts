import { changeNotificationSettings, testMail } from '#server/commands/notifications/settings.ts';
import { myNotificationSettings } from '#server/queries/notifications.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.outcomes.show(async (user) => ({
		title: 'What I am told',
		...(await myNotificationSettings(user))
	}));

export const actions: Actions = {
	save: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => changeNotificationSettings({ user }, fields));
	},
	test: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => testMail({ user }, fields));
	}
};

import { inboxListSchema } from '#schema/inbox.ts';
import { inboxPage } from '#server/queries/inboxPage.ts';
import { inboxActions } from './inboxActions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, depends }) => {
	depends('live:inbox');
	const asked = inboxListSchema.parse(Object.fromEntries(url.searchParams));
	return locals.outcomes.show(async (user) => ({
		title: 'Inbox',
		reloads: 'live:inbox',
		shown: await inboxPage(user, asked)
	}));
};

export const actions: Actions = inboxActions;

import { deleteQuery, forkQuery, saveQuery } from '#server/commands/savedQueries/saveQuery.ts';
import { subscribeToQuery } from '#server/commands/savedQueries/subscribe.ts';
import { savedQueryList } from '#server/queries/savedQueryList.ts';
import { act } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.outcomes.show(async (user) => ({
		title: 'Saved queries',
		shown: await savedQueryList(user)
	}));

export const actions: Actions = {
	save: act(saveQuery),
	fork: act(forkQuery),
	remove: act(deleteQuery),
	subscribe: act(subscribeToQuery)
};

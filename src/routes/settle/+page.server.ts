import { may } from '#server/auth/may.ts';
import { settleMatch } from '#server/commands/objects.ts';
import { listUnsettled } from '#server/queries/objects.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.outcomes.show(async (user) => ({
		title: 'Settle',
		matches: await listUnsettled(user),
		maySettle: may(user, 'settle')
	}));

export const actions: Actions = {
	settle: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => settleMatch({ user }, fields));
	}
};

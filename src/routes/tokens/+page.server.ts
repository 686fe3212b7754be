import { createToken } from '#server/commands/tokens/createToken.ts';
import { revokeToken } from '#server/commands/tokens/revokeToken.ts';
import { listTokens } from '#server/queries/tokens.ts';
import { act } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.outcomes.show(async (user) => ({
		title: 'Tokens',
		tokens: await listTokens(user)
	}));

export const actions: Actions = {
	create: async ({ request, locals }) => {
		const form = await request.formData();
		const fields = { ...Object.fromEntries(form), scopes: form.getAll('scopes') };
		return locals.outcomes.act((user) => createToken({ user }, fields));
	},
	revoke: act(revokeToken)
};

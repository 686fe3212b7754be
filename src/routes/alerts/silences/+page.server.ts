import { may } from '#server/auth/may.ts';
import { createSilence, endSilence } from '#server/commands/alerts/silences.ts';
import { knownCauses, silenceDryRun, silenceRows } from '#server/queries/silences.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, depends }) => {
	depends('live:alerts');
	const asked = Object.fromEntries(url.searchParams);
	return locals.outcomes.show(async (user) => ({
		title: 'Silences',
		silences: await silenceRows(user),
		causes: await knownCauses(user),
		maySilence: may(user, 'silence'),
		asked,
		tried: 'causeKind' in asked ? await silenceDryRun(user, asked) : null
	}));
};

export const actions: Actions = {
	create: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => createSilence({ user }, fields));
	},
	end: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => endSilence({ user }, fields));
	}
};

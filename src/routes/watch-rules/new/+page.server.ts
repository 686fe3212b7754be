import { draftInQuery } from '#schema/watchRuleDraft.ts';
import { classesToWatch, tryDraft } from '#server/queries/watchRuleDraft.ts';
import { saveRule } from '../saveRule.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.outcomes.show(async (user) => {
		const isTried = url.searchParams.has('name');
		return {
			title: 'New watch rule',
			classes: await classesToWatch(user),
			...(isTried
				? await tryDraft(user, url.searchParams)
				: { draft: draftInQuery(url.searchParams), tried: null, problem: null })
		};
	});

export const actions: Actions = { save: (event) => saveRule(event, null) };

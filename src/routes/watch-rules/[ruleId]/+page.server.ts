import { draftOfRule } from '#schema/watchRuleDraft.ts';
import { classesToWatch, tryDraft } from '#server/queries/watchRuleDraft.ts';
import { watchRulePage } from '#server/queries/watching.ts';
import { saveRule } from '../saveRule.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.outcomes.show(async (user) => {
		const rule = await watchRulePage(user, params.ruleId);
		const isTried = url.searchParams.has('name');
		return {
			title: rule.name,
			rule,
			classes: await classesToWatch(user),
			...(isTried
				? await tryDraft(user, url.searchParams)
				: { draft: draftOfRule(rule), tried: null, problem: null })
		};
	});

export const actions: Actions = { save: (event) => saveRule(event, event.params.ruleId) };

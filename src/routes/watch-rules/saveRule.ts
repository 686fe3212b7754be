import { redirect, type RequestEvent } from '@sveltejs/kit';
import { draftInQuery } from '#schema/watchRuleDraft.ts';
import { saveWatchRule } from '#server/commands/watchRules/watchRules.ts';
import { settingsOf } from '#server/queries/watchRuleDraft.ts';

/** Saves the draft that was tried, which the form carries as the URL had it. */
export async function saveRule({ request, locals }: RequestEvent, ruleId: string | null) {
	const fields = await request.formData();
	const text = (name: string) => {
		const value = fields.get(name);
		return typeof value === 'string' ? value : '';
	};
	const outcome = await locals.outcomes.act((user) =>
		saveWatchRule(
			{ user },
			{
				...settingsOf(draftInQuery(new URLSearchParams(text('draft')))),
				commandId: text('commandId'),
				backtestHash: text('backtestHash'),
				ruleId
			}
		)
	);
	if ('done' in outcome) redirect(303, '/watch-rules');
	return outcome;
}

import { SESSION_COMMANDS } from '#server/commands/sessions/sessionCommands.ts';
import type { Action, Actions } from '@sveltejs/kit';

/** Everything that can be done in a session, for its own page and for a candidate's page inside it. */
export const sessionActions: Actions = Object.fromEntries(
	Object.keys(SESSION_COMMANDS).map((name) => [name, act(name)])
);

/** The address says which session: /sessions/ID or …?session=ID. */
function act(name: string): Action {
	return async ({ request, locals, params, url }) => {
		const fields = Object.fromEntries(await request.formData());
		const sessionId = params.sessionId ?? url.searchParams.get('session') ?? '';
		return locals.outcomes.act(async (user) => {
			await SESSION_COMMANDS[name]({ user }, { ...fields, sessionId });
		});
	};
}

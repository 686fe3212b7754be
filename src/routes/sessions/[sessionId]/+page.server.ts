import { sessionReplay } from '#server/queries/sessionReplay.ts';
import { firstCandidateId, sessionShown } from '#server/queries/sessions.ts';
import { sessionActions } from '../sessionActions.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, depends }) => {
	depends('live:session');
	return locals.outcomes.show(async (user) => {
		const [shown, { moments }] = await Promise.all([
			sessionShown(user, params.sessionId),
			sessionReplay(user, params.sessionId)
		]);
		const { candidate, session } = shown;
		const startId = candidate?.id ?? (await firstCandidateId(user, session.queueId));
		return { shown, moments, startId, title: session.name };
	});
};

export const actions = sessionActions;

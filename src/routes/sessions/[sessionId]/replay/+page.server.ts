import { sessionReplay } from '#server/queries/sessionReplay.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.outcomes.show(async (user) => {
		const replay = await sessionReplay(user, params.sessionId);
		return { ...replay, title: `Replay of ${replay.session.name}` };
	});

import { Failure } from '#schema/failure.ts';
import { SESSION_COMMANDS } from '#server/commands/sessions/sessionCommands.ts';
import { givenBy } from '../../../givenBy.ts';
import type { RequestHandler } from './$types';

/** Does something in a session: takeWheel, showCandidate { candidateId }, revealRound, endSession and so on. */
export const POST: RequestHandler = (event) =>
	event.locals.outcomes.answer(async (user) => {
		const { id: sessionId, command: name } = event.params;
		const command = Object.hasOwn(SESSION_COMMANDS, name) ? SESSION_COMMANDS[name] : null;
		if (!command) throw new Failure('NotFound', `Sessions know no command “${name}”.`);
		return command({ user }, { ...(await givenBy(event)), sessionId });
	});

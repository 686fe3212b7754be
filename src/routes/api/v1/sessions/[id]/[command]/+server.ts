import { SESSION_COMMANDS } from '#server/commands/sessions/sessionCommands.ts';
import { Failure } from '#schema/failure.ts';
import { readBody } from '../../../readBody.ts';
import type { RequestHandler } from './$types';

/** Does something in a session: takeWheel, showCandidate { candidateId }, revealRound, endSession and so on. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const command = Object.hasOwn(SESSION_COMMANDS, params.command)
			? SESSION_COMMANDS[params.command]
			: null;
		if (!command) throw new Failure('NotFound', `Sessions know no command “${params.command}”.`);
		const commandId = crypto.randomUUID();
		return command({ user }, { commandId, ...(await readBody(request)), sessionId: params.id });
	});

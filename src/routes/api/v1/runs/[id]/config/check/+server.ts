import { checkConfig } from '#server/commands/runs/writeConfig.ts';
import { readBody } from '../../../../readBody.ts';
import type { RequestHandler } from './$types';

const MOST_BYTES = 5 * 2 ** 20;

/** What a text would come to as the run's configuration, after the changes that are given. Writes nothing. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const body = await readBody(request, MOST_BYTES);
		return checkConfig({ user }, { ...body, runId: params.id });
	});

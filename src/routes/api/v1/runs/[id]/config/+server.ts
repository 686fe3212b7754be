import { writeConfig } from '#server/commands/runs/writeConfig.ts';
import { shownConfig } from '#server/queries/runConfig.ts';
import { knownRun } from '#server/queries/runs.ts';
import { readBody } from '../../../readBody.ts';
import type { RequestHandler } from './$types';

/** As long as a configuration may be. */
const MOST_BYTES = 5 * 2 ** 20;

/** A run's config.yaml with its version, and what has changed in it since the results that are shown. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer(async (user) => shownConfig(user, await knownRun(Number(params.id))));

/** Writes it: `text`, or `settings`, `inputs` and `templateId` to change in it; `version` of the one it is made from. */
export const PUT: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const body = await readBody(request, MOST_BYTES);
		return writeConfig({ user }, { ...body, runId: params.id });
	});

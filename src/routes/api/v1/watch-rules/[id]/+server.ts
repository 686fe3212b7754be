import { deleteWatchRule, saveWatchRule } from '#server/commands/watchRules/watchRules.ts';
import { watchRulePage } from '#server/queries/watching.ts';
import { carriesOut } from '../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** One rule. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => watchRulePage(user, params.id));

/** Changes a rule, tried again. */
export const PUT = carriesOut(saveWatchRule);

/** Deletes a rule; its alerts keep its name. */
export const DELETE = carriesOut(deleteWatchRule);

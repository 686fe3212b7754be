import { changeQueue } from '#server/commands/queues/changeQueue.ts';
import { queueOrRefuse } from '#server/queries/queues.ts';
import { carriesOut } from '../../carriesOut.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, locals }) =>
	locals.outcomes.answer(() => queueOrRefuse(params.id));

/** Changes settings; what is not mentioned stays. */
export const PATCH = carriesOut(changeQueue);

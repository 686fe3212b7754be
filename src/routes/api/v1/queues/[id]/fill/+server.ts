import { fillQueueFromRun } from '#server/commands/queues/runQueue.ts';
import { givenBy } from '../../../givenBy.ts';
import type { RequestHandler } from './$types';

/** Brings the queue up to date with a run. */
export const POST: RequestHandler = (event) =>
	event.locals.outcomes.answer(async (user) => {
		const { runId } = await givenBy(event);
		return fillQueueFromRun(user, { queueId: event.params.id, runId: Number(runId) });
	});

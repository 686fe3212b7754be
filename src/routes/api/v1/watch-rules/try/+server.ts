import { backtest } from '#server/queries/backtest.ts';
import { givenBy } from '../../givenBy.ts';
import type { RequestHandler } from './$types';

/** What a rule’s conditions would have done over past runs; its hash is what saving takes. */
export const POST: RequestHandler = (event) =>
	event.locals.outcomes.answer(async (user) => {
		const { conditions, personal } = await givenBy(event);
		return backtest(user, conditions, { personal: personal !== false });
	});

import { Failure } from '#schema/failure.ts';
import { subscribeSchema } from '#schema/savedQuery.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store } from '../../store/client.ts';
import { deleteSubscription, putSubscription } from '../../store/querySubscriptions.ts';
import { findSavedQuery } from '../../store/savedQueries.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';

/** Has this person told after each run how many of its sources fit a query that they may see, or no longer. */
export async function subscribeToQuery(
	context: CommandContext,
	input: unknown
): Promise<{ subscribed: boolean }> {
	const { commandId, queryId, subscribed } = parse(subscribeSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'saveQuery');
	return once(context, { command: 'subscribeToQuery', commandId }, async (transaction) => {
		if (!(await findSavedQuery(store(), { id: queryId, readerId: user.id }, transaction)))
			throw new Failure('NotFound', 'This saved query does not exist.', 'queryId');
		const subscription = { queryId, userId: user.id };
		if (subscribed) await putSubscription(store(), subscription, transaction);
		else await deleteSubscription(store(), subscription, transaction);
		const event = { action: 'subscribeToQuery', target: `query ${queryId}` };
		await audit(user, { ...event, after: { subscribed } }, transaction);
		return { subscribed };
	});
}

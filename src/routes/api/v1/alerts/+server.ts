import { triageAlerts } from '#server/commands/alerts/triageAlerts.ts';
import { alertInbox } from '#server/queries/alerts.ts';
import { alertListSchema } from '#schema/alertPage.ts';
import { readBody } from '../readBody.ts';
import type { RequestHandler } from './$types';

/** One page of the inbox: ?state=open|snoozed|accepted|dismissed|all&severity=&cause=&causeId=&mine=1&page=. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) =>
		alertInbox(user, alertListSchema.parse(Object.fromEntries(url.searchParams)))
	);

/** Triages alerts: { act, alertIds: "a,b", reason?, assigneeId?, until?, date?, commandId? }. */
export const POST: RequestHandler = ({ locals, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		return triageAlerts({ user }, { commandId, ...(await readBody(request)) });
	});

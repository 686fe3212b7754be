import { alertListSchema } from '#schema/alertPage.ts';
import { triageAlerts } from '#server/commands/alerts/triageAlerts.ts';
import { alertInbox } from '#server/queries/alerts.ts';
import { carriesOut } from '../carriesOut.ts';
import { pages } from '../pages.ts';

/** One page of the inbox: ?state=open|snoozed|accepted|dismissed|all&severity=&cause=&causeId=&mine=1&page=. */
export const GET = pages(
	(user, { url }) => alertInbox(user, alertListSchema.parse(Object.fromEntries(url.searchParams))),
	({ total, list, pageSize }) => ({ count: total, page: list.page, size: pageSize })
);

/** Triages alerts: accepts, dismisses, assigns, snoozes or opens them again. */
export const POST = carriesOut(triageAlerts);

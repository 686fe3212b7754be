import { alertListSchema } from '#schema/alertPage.ts';
import { triageAlerts } from '#server/commands/alerts/triageAlerts.ts';
import { alertInbox } from '#server/queries/alerts.ts';
import { carriesOut } from '../carriesOut.ts';
import { walks } from '../walks.ts';

/** One page of the inbox: ?state=open|snoozed|accepted|dismissed|all&severity=&cause=&causeId=&mine=1&page=, or after, limit. */
export const GET = walks((user, { address, ...walk }) =>
	alertInbox(user, alertListSchema.parse(Object.fromEntries(address)), walk)
);

/** Triages alerts: accepts, dismisses, assigns, snoozes or opens them again. */
export const POST = carriesOut(triageAlerts);

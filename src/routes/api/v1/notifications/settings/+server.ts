import { changeNotificationSettings } from '#server/commands/notifications/settings.ts';
import { myNotificationSettings } from '#server/queries/notifications.ts';
import { carriesOut } from '../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** What one is told, and how. */
export const GET: RequestHandler = ({ locals }) =>
	locals.outcomes.answer((user) => myNotificationSettings(user));

/** Changes what one is told. */
export const PUT = carriesOut(changeNotificationSettings);

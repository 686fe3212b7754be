import { notificationList } from '#server/queries/notifications.ts';
import { lists } from '../lists.ts';

/** The latest of one’s notifications; ?unread=1 for those not read. */
export const GET = lists(
	(user, { url }) => notificationList(user, { unreadOnly: url.searchParams.get('unread') === '1' }),
	({ id }) => id
);

import { may } from '#server/auth/may.ts';
import { unreadCount } from '#server/queries/notifications.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals: { user, theme, newsMark }, depends }) => {
	depends('live:notifications');
	return {
		user,
		theme,
		newsMark,
		unread: await unreadCount(user),
		sections: [
			{ href: '/queues', title: 'Queues' },
			{ href: '/sessions', title: 'Sessions' },
			{ href: '/alerts', title: 'Alerts' },
			{ href: '/watch', title: 'Watch' },
			{ href: '/sources', title: 'Sources' },
			{ href: '/eta-v', title: 'η–V' },
			{ href: '/sky', title: 'Sky' },
			{ href: '/images', title: 'Images' },
			{ href: '/runs', title: 'Runs' },
			{ href: '/scores', title: 'Scores', rare: true },
			{ href: '/inbox', title: 'Inbox', rare: true },
			{ href: '/uploads', title: 'Uploads', rare: true },
			{ href: '/catalogues', title: 'Catalogues', rare: true },
			{ href: '/favourites', title: 'Favourites', rare: true },
			{ href: '/tags', title: 'Tags', rare: true },
			{ href: '/saved-queries', title: 'Saved queries', rare: true },
			{ href: '/taxonomies', title: 'Class lists', rare: true },
			{ href: '/search', title: 'Search', rare: true },
			{ href: '/status', title: 'Status', rare: true },
			...(may(user, 'readAudit') ? [{ href: '/audit', title: 'Audit', rare: true }] : []),
			...(may(user, 'settle') ? [{ href: '/settle', title: 'Settle', rare: true }] : []),
			...(may(user, 'manageWebhooks')
				? [{ href: '/webhooks', title: 'Webhooks', rare: true }]
				: []),
			{ href: '/settings/notifications', title: 'What I am told', rare: true },
			{ href: '/tokens', title: 'Tokens', rare: true },
			{ href: '/api', title: 'API', rare: true }
		],
		commandId: crypto.randomUUID()
	};
};

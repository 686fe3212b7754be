import { may } from '#server/auth/may.ts';
import { unreadCount } from '#server/queries/notifications.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals: { user, theme }, depends }) => {
	depends('live:notifications');
	return {
		user,
		theme,
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
			{ href: '/catalogues', title: 'Catalogues', rare: true },
			{ href: '/favourites', title: 'Favourites', rare: true },
			{ href: '/tags', title: 'Tags', rare: true },
			{ href: '/saved-queries', title: 'Saved queries', rare: true },
			{ href: '/taxonomies', title: 'Class lists', rare: true },
			{ href: '/search', title: 'Search', rare: true },
			...(may(user, 'settle') ? [{ href: '/settle', title: 'Settle', rare: true }] : []),
			...(may(user, 'manageWebhooks')
				? [{ href: '/webhooks', title: 'Webhooks', rare: true }]
				: []),
			{ href: '/settings/notifications', title: 'What I am told', rare: true }
		],
		commandId: crypto.randomUUID()
	};
};

import { may } from '#server/auth/may.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals: { user, theme } }) => ({
	user,
	theme,
	sections: [
		{ href: '/queues', title: 'Queues' },
		{ href: '/favourites', title: 'Favourites' },
		{ href: '/runs', title: 'Runs' },
		...(may(user, 'settle') ? [{ href: '/settle', title: 'Settle' }] : [])
	],
	commandId: crypto.randomUUID()
});

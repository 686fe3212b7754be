import { startRework, stopRework } from '#server/commands/images/requestRework.ts';
import { imagesPage } from '#server/queries/images.ts';
import { act } from '../act.ts';
import { tagActions } from '../tagActions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, depends }) => {
	depends('live:images');
	return locals.outcomes.show(async (user) => ({
		shown: await imagesPage(user, url.searchParams),
		title: 'Images',
		reloads: 'live:images'
	}));
};

export const actions: Actions = {
	...tagActions,
	startRework: act(startRework),
	stopRework: act(stopRework)
};

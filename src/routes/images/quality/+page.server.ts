import { markImage } from '#server/commands/images/markImage.ts';
import { imageQuality } from '#server/queries/imageQuality.ts';
import { act } from '../../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, depends }) => {
	depends('live:images');
	return locals.outcomes.show(async (user) => ({
		shown: await imageQuality(user, url.searchParams),
		title: 'Image quality',
		reloads: 'live:images'
	}));
};

export const actions: Actions = { mark: act(markImage) };

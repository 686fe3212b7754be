import { markImage, undoMark } from '#server/commands/images/markImage.ts';
import { setProvenance } from '#server/commands/setProvenance.ts';
import { imagePage } from '#server/queries/imagePage.ts';
import { act } from '../../act.ts';
import { commentActions } from '../../commentActions.ts';
import { tagActions } from '../../tagActions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:image');
	return locals.outcomes.show(async (user) => {
		const shown = await imagePage(user, params.imageId, url.searchParams);
		return { shown, title: shown.image.name, reloads: 'live:image' };
	});
};

export const actions: Actions = {
	...commentActions,
	...tagActions,
	mark: act(markImage),
	undoMark: act(undoMark),
	provenance: act(setProvenance)
};

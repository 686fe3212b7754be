import { noticePage } from '#server/queries/notice.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.outcomes.show(async (user) => {
		const shown = await noticePage(user, params.objectId, url.href);
		return { shown, title: `Draft notice on ${shown.name}` };
	});

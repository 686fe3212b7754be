import { decideRetraction, proposeRetraction } from '#server/commands/epochRetractions.ts';
import { toggleFavourite } from '#server/commands/favourites.ts';
import { changeInterest, declareInterest, endInterest } from '#server/commands/interests.ts';
import { unwatchObject, watchObject } from '#server/commands/watches.ts';
import { objectOfSource } from '#server/queries/sourceOfObject.ts';
import { sourcePage } from '#server/queries/sourcePage.ts';
import { soonOrLater } from '#server/queries/soonOrLater.ts';
import type { Command } from '../../act.ts';
import { commentActions } from '../../commentActions.ts';
import { tagActions } from '../../tagActions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What takes longer than this is not waited for: it follows the page, ms. */
const WAITS_MS = 100;

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:source');
	return locals.outcomes.show(async (user) => {
		const found = await sourcePage(user, params.sourceId, url.searchParams);
		const address = questionIn(url);
		if (found.kind === 'gone') return { found, address, title: `Source ${found.gone.id}` };
		const [{ value: around }, { value: place }] = await Promise.all([
			soonOrLater(found.around, WAITS_MS),
			soonOrLater(found.place, WAITS_MS)
		]);
		return {
			found: { ...found, around, place },
			address,
			title: found.shown.source.name,
			reloads: 'live:source'
		};
	});
};

export const actions: Actions = {
	...tagActions,
	...commentActions,
	declareInterest: act(declareInterest),
	changeInterest: act(changeInterest),
	endInterest: act(endInterest),
	proposeRetraction: act(proposeRetraction),
	decideRetraction: act(decideRetraction),
	favourite: act(toggleFavourite),
	watch: act(watchObject),
	unwatch: act(unwatchObject)
};

/** What of the page's address asks which sources: previous and next follow it. */
function questionIn(url: URL): string {
	const asked = [...url.searchParams].filter(
		([name]) => name !== 'around' && !name.startsWith('/')
	);
	return asked.length > 0 ? `?${new URLSearchParams(asked).toString()}` : '';
}

/** The page's forms say what; which object, the address says. */
function act(command: Command) {
	return async ({ request, locals, params }: RequestEvent) => {
		const form = await request.formData();
		return locals.outcomes.act(async (user) => {
			const objectId = await objectOfSource(user, params.sourceId);
			return command({ user }, { ...Object.fromEntries(form), objectId });
		});
	};
}

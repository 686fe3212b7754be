import type { SavedQueryList } from '#schema/sourceChoices.ts';
import type { User } from '#schema/user.ts';
import { listCatalogues } from '../store/catalogues.ts';
import { store } from '../store/client.ts';
import { watchlistsFor } from '../store/watchlists.ts';
import { queriesPage } from './savedQueries.ts';
import { signedIn } from './signedIn.ts';
import { knownClasses } from './sourceChoices.ts';

/** The saved queries this person may see, with what the ids in them stand for. */
export async function savedQueryList(user: User | null): Promise<SavedQueryList> {
	const reader = signedIn(user);
	const [page, classes, watchlists, catalogues] = await Promise.all([
		queriesPage(reader),
		knownClasses(),
		watchlistsFor(store(), reader.id),
		listCatalogues(store())
	]);
	return {
		...page,
		classes,
		watchlists: watchlists.map(({ id, name }) => ({ id, name })),
		catalogues: catalogues.map(({ id, name }) => ({ id, name }))
	};
}

import type { SourceChoices } from '#schema/sourceChoices.ts';
import { sourceQueryAddress } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { listCatalogues } from '../store/catalogues.ts';
import { store } from '../store/client.ts';
import { findSavedQuery } from '../store/savedQueries.ts';
import { listTaxonomies } from '../store/taxonomies.ts';
import { watchlistsFor } from '../store/watchlists.ts';
import { signedIn } from './signedIn.ts';

/** What the form of the source query offers this person; `saved` in the address opens a saved query. */
export async function sourceChoices(
	user: User | null,
	address: URLSearchParams
): Promise<SourceChoices> {
	const reader = signedIn(user);
	const [classes, watchlists, catalogues, opened] = await Promise.all([
		knownClasses(),
		watchlistsFor(store(), reader.id),
		listCatalogues(store()),
		openedQuery(reader, address.get('saved'))
	]);
	return {
		classes,
		watchlists: watchlists.map(({ id, name }) => ({ id, name })),
		catalogues: catalogues.map(({ id, name }) => ({ id, name })),
		opened,
		allowed: {
			tag: may(reader, 'tag'),
			favourite: may(reader, 'favourite'),
			saveQuery: may(reader, 'saveQuery'),
			createQueue: may(reader, 'createQueue')
		}
	};
}

/** The classes of all class lists; a key that several lists have is called as in the first. */
export async function knownClasses(): Promise<SourceChoices['classes']> {
	const labels = new Map<string, string>();
	for (const { classes } of await listTaxonomies(store()))
		for (const { key, label } of classes) if (!labels.has(key)) labels.set(key, label);
	return [...labels].map(([key, label]) => ({ key, label }));
}

async function openedQuery(reader: User, id: string | null): Promise<SourceChoices['opened']> {
	const found =
		id && id.length <= 64 ? await findSavedQuery(store(), { id, readerId: reader.id }) : null;
	if (!found) return null;
	return {
		id: found.id,
		name: found.name,
		shared: found.shared,
		ownerName: found.ownerName,
		address: sourceQueryAddress(found.query).toString(),
		mayChange: may(reader, 'changeQuery', { ownerId: found.ownerId })
	};
}

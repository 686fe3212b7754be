import type { AddressProblem } from '#schema/readAddress.ts';
import type { SkyAsked, SkyMarker } from '#schema/skyPage.ts';
import type { User } from '#schema/user.ts';
import { catalogueRowsPage } from '../store/catalogueRows.ts';
import { listCatalogues } from '../store/catalogues.ts';
import { store } from '../store/client.ts';
import { favouritesOf } from '../store/favourites.ts';
import { findObjects } from '../store/objects.ts';
import { countRowsOf, watchlistPart } from '../store/watchlistRows.ts';
import { watchlistsFor } from '../store/watchlists.ts';

const MOST_MARKERS = 2000;
/** A catalogue with this in its name is drawn when no other is chosen. */
const CALIBRATORS = /calibrat/i;

interface Named {
	id: string;
	name: string;
}

/** What is drawn as signs on the map, of the lists that the address names. */
interface SkyLists {
	markers: SkyMarker[];
	/** Some list is longer than what is drawn of it. */
	leftOut: boolean;
	catalogueId: string | null;
	catalogues: Named[];
	watchlists: Named[];
	problems: AddressProblem[];
}

export async function skyLists(reader: User, asked: SkyAsked): Promise<SkyLists> {
	const [catalogues, watchlists, favourites] = await Promise.all([
		listCatalogues(store()),
		watchlistsFor(store(), reader.id),
		asked.favourites === 'on' ? favouriteMarkers(reader) : []
	]);
	const catalogue = chosenCatalogue(catalogues, asked.catalogue);
	const watchlist = watchlists.find(({ id }) => id === asked.watchlist);
	const isNone = asked.catalogue === '' || asked.catalogue === 'none';
	const [drawn, watched] = await Promise.all([
		catalogue ? inCatalogue(catalogue) : NOTHING,
		watchlist ? onWatchlist(watchlist) : NOTHING
	]);
	return {
		markers: [...drawn.markers, ...watched.markers, ...favourites],
		leftOut: drawn.total > MOST_MARKERS || watched.total > MOST_MARKERS,
		catalogueId: catalogue?.id ?? null,
		catalogues: catalogues.map(named),
		watchlists: watchlists.map(named),
		problems: [
			...(catalogue || isNone ? [] : [unknown('catalogue')]),
			...(watchlist || asked.watchlist === '' ? [] : [unknown('watchlist')])
		]
	};
}

/** The one of calibrators, when none is chosen. */
function chosenCatalogue<C extends Named>(catalogues: C[], asked: string): C | undefined {
	if (asked === '') return catalogues.find(({ name }) => CALIBRATORS.test(name));
	return catalogues.find(({ id }) => id === asked);
}

const NOTHING = { markers: [] as SkyMarker[], total: 0 };
type Rows<F extends (...args: never[]) => unknown> = Parameters<F>[1];

async function inCatalogue(catalogue: Rows<typeof catalogueRowsPage> & Named) {
	const { rows, total } = await catalogueRowsPage(store(), catalogue, {
		...{ page: 1, size: MOST_MARKERS, nameKey: '' }
	});
	return { markers: rows.map(marker('catalogue', `/catalogues/${catalogue.id}`)), total };
}

async function onWatchlist(watchlist: Rows<typeof watchlistPart> & Named) {
	const asked = { sort: 'place' as const, order: 'asc' as const, search: null };
	const [rows, total] = await Promise.all([
		watchlistPart(store(), watchlist, { ...asked, limit: MOST_MARKERS }),
		countRowsOf(store(), watchlist, asked)
	]);
	return { markers: rows.map(marker('watchlist', `/watchlists/${watchlist.id}`)), total };
}

async function favouriteMarkers(reader: User): Promise<SkyMarker[]> {
	const starred = await favouritesOf(store(), reader.id);
	const objects = await findObjects(
		store(),
		starred.map(({ objectId }) => objectId)
	);
	return [...objects.values()].map((object) =>
		marker('favourite', `/objects/${object.id}`)(object)
	);
}

function marker(kind: SkyMarker['kind'], href: string) {
	return ({ name, ra, dec }: Pick<SkyMarker, 'name' | 'ra' | 'dec'>): SkyMarker => ({
		...{ kind, name, ra, dec, href }
	});
}

function named({ id, name }: Named): Named {
	return { id, name };
}

function unknown(field: 'catalogue' | 'watchlist'): AddressProblem {
	return { field, reason: `There is no such ${field}.` };
}

import type { WatchlistRow, WatchlistView } from '#schema/watch.ts';
import type { GeoJsonPoint } from '#science/sky/position.ts';
import type { Filter } from 'mongodb';
import type { Stored } from './client.ts';

export type RowDoc = Stored<WatchlistRow> & { position: GeoJsonPoint };

/** Where a row stands in an order: by what the table is sorted by, then by its place, then by its id. */
export interface RowPlace {
	id: string;
	place: number;
	value: string | number;
}

const SORT_FIELDS = {
	place: 'place',
	name: 'name',
	ra: 'ra',
	dec: 'dec',
	radius: 'radiusArcsec'
} as const satisfies Record<WatchlistView['sort'], keyof WatchlistRow>;

/** What a row is sorted by. */
export function sortedBy(row: WatchlistRow, sort: WatchlistView['sort']): string | number {
	return row[SORT_FIELDS[sort]];
}

export function orderKeys(sort: WatchlistView['sort']): (keyof RowDoc)[] {
	return sort === 'place' ? ['place', '_id'] : [SORT_FIELDS[sort], 'place', '_id'];
}

/** The rows that follow one as the keys have it: its equals in all keys before, and further on in one. */
export function beyond(
	at: RowPlace | null,
	sort: WatchlistView['sort'],
	way: 1 | -1
): Filter<RowDoc> {
	if (at === null) return {};
	const given: Partial<Record<keyof RowDoc, unknown>> = { place: at.place, _id: at.id };
	if (sort !== 'place') given[SORT_FIELDS[sort]] = at.value;
	const keys = orderKeys(sort);
	const [further, notBack] = way === 1 ? (['$gt', '$gte'] as const) : (['$lt', '$lte'] as const);
	return {
		// Says the same as the rest, in a form that an index is read from.
		[keys[0]]: { [notBack]: given[keys[0]] },
		$or: keys.map((key, depth) => ({
			...Object.fromEntries(keys.slice(0, depth).map((equal) => [equal, given[equal]])),
			[key]: { [further]: given[key] }
		}))
	};
}

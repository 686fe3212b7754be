import type { SavedQuery } from './savedQuery.ts';
import { sourceQueryAddress } from './sourceQueryAddress.ts';

/** The page of sources that asks a saved query, with the query open there. */
export function savedQueryHref({ id, query }: Pick<SavedQuery, 'id' | 'query'>): string {
	const address = sourceQueryAddress(query);
	address.set('saved', id);
	return `/sources?${address.toString()}`;
}

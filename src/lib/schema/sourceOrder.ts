import type { Refuse } from './askedSky.ts';
import { sourceFieldSchema } from './sourceFilter.ts';
import { PAGE_SIZES, SORTABLE, type SourceOrder, type SourceSort } from './sourceQuery.ts';

const SORTS: readonly SourceSort[] = [...SORTABLE, ...sourceFieldSchema.options];
/** The last page there can be: more rows than any installation has. */
const LAST_PAGE = 10_000_000;

/**
 * How an address wants an answer shown: `sort`, `order`, `page`, `size`. What goes without saying is by name, or by
 * separation where positions are given; what is wrong is refused, and counts as not said.
 */
export function readSourceOrder(
	address: URLSearchParams,
	refuse: Refuse = () => undefined
): SourceOrder {
	const said = (name: string) => address.get(name)?.trim() ?? '';
	const usual: SourceSort = said('at') === '' ? 'name' : 'separation';
	function oneOf<T extends string | number>(
		name: string,
		known: readonly T[],
		reason: string
	): T | undefined {
		const found = known.find((choice) => String(choice) === said(name));
		if (found === undefined && said(name) !== '') refuse(name, reason);
		return found;
	}
	const sort = oneOf('sort', SORTS, `Nothing is sorted by “${said('sort').slice(0, 40)}”.`);
	const order = oneOf('order', ['asc', 'desc'] as const, 'An order is asc or desc.');
	const size = oneOf('size', PAGE_SIZES, `A page has ${PAGE_SIZES.join(', ')} rows.`);
	return {
		sort: sort ?? usual,
		order: order ?? 'asc',
		page: readPage(said('page'), refuse),
		size: size ?? PAGE_SIZES[1]
	};
}

function readPage(said: string, refuse: Refuse): number {
	const page = said === '' ? 1 : Number(said);
	if (Number.isInteger(page) && page >= 1 && page <= LAST_PAGE) return page;
	refuse('page', 'Pages are counted from 1.');
	return 1;
}

import type { SourceOrder, SourceRow, SourceSort } from '#schema/sourceQuery.ts';
import type { SourceColumn, SourceColumnKey } from '#schema/sourceTable.ts';
import { formatDec, formatRa } from '#science/sky/format.ts';
import { fixed } from '#ui/shared/numbers.ts';

/** Cells that are no plain number. */
const WORDS: Partial<Record<SourceColumnKey, (row: SourceRow) => string>> = {
	name: ({ name }) => name,
	runName: ({ runName }) => runName,
	wavgRa: ({ wavgRa }) => formatRa(wavgRa, 2),
	wavgDec: ({ wavgDec }) => formatDec(wavgDec, 1).replace('-', '−'),
	isNew: ({ isNew }) => (isNew ? 'new' : '–'),
	isFavourite: ({ isFavourite }) => (isFavourite ? 'favourite' : '–'),
	tags: ({ tags }) => tags.join(', '),
	verdict: ({ verdict }) => verdict ?? '–'
};

/** What a cell says; numbers in the column's own unit and precision, a dash for what was not measured. */
export function cellText({ key, scale = 1, decimals = 0 }: SourceColumn, row: SourceRow): string {
	const words = WORDS[key]?.(row);
	if (words !== undefined) return words;
	const value = row[key];
	// Sources that are not new have no such significance, whatever stands there.
	const isMeasured = typeof value === 'number' && (key !== 'newHighSigma' || row.isNew);
	return fixed(isMeasured ? value * scale : null, decimals);
}

type Sorting = Pick<SourceOrder, 'sort' | 'order'>;

/** The columns as DataTable wants them, with where each title leads in the present order. */
export function tableColumns(
	columns: readonly SourceColumn[],
	sorting: Sorting | null,
	sortHref?: (sorting: Sorting) => string
) {
	return columns.map((column) => ({
		key: column.key,
		title: column.title,
		unit: column.unit,
		about: column.about,
		numeric: column.decimals !== undefined,
		sticky: column.key === 'name',
		sortHref: column.sort && sortHref?.(pressed(column.sort, column.first ?? 'asc', sorting)),
		sorted: column.sort && sorting?.sort === column.sort ? ARIA[sorting.order] : undefined
	}));
}

const ARIA = { asc: 'ascending', desc: 'descending' } as const;

/** Pressing the title of the sorted column turns its order round. */
function pressed(sort: SourceSort, first: 'asc' | 'desc', sorting: Sorting | null): Sorting {
	if (sorting?.sort !== sort) return { sort, order: first };
	return { sort, order: sorting.order === 'asc' ? 'desc' : 'asc' };
}

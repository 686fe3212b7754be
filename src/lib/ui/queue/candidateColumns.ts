import type { CandidateList } from '#schema/queue.ts';
import { queueHref } from './listHref.ts';

type Sort = CandidateList['sort'];

interface CandidateColumn {
	key: string;
	title: string;
	about?: string;
	sort?: Sort;
	numeric?: boolean;
	/** The first press sorts with the interesting end on top. */
	first?: CandidateList['order'];
}

const COLUMNS: readonly CandidateColumn[] = [
	{ key: 'rank', title: 'Rank', sort: 'rank', numeric: true, about: '1 is the first to look at' },
	{ key: 'name', title: 'Candidate', sort: 'name' },
	{ key: 'position', title: 'RA, Dec (ICRS)' },
	{
		key: 'eta',
		title: 'η',
		sort: 'eta',
		numeric: true,
		first: 'desc',
		about: 'Significance of the variability, peak flux'
	},
	{
		key: 'v',
		title: 'V',
		sort: 'v',
		numeric: true,
		first: 'desc',
		about: 'Modulation index, peak flux'
	},
	{
		key: 'maxFlux',
		title: 'S max, mJy/beam',
		sort: 'maxFlux',
		numeric: true,
		first: 'desc',
		about: 'Largest peak flux'
	},
	{
		key: 'epochs',
		title: 'Epochs',
		sort: 'epochs',
		numeric: true,
		first: 'desc',
		about: 'Measurements, forced ones included'
	},
	{ key: 'mine', title: 'My vote' },
	{
		key: 'votes',
		title: 'Votes',
		sort: 'votes',
		first: 'desc',
		about: 'Sealed until you have voted in a blind queue'
	},
	{ key: 'tags', title: 'Tags' },
	{ key: 'why', title: 'Why it is here' }
];

/** The table's columns as DataTable wants them: with where each title leads in the present state of the list. */
export function candidateColumns(queueId: string, list: CandidateList) {
	return COLUMNS.map(({ key, title, about, sort, numeric, first = 'asc' }) => {
		const sorted = sort !== undefined && list.sort === sort;
		const reversed = list.order === 'asc' ? 'desc' : 'asc';
		return {
			key,
			title,
			about,
			numeric,
			sortHref: sort && queueHref(queueId, list, { sort, order: sorted ? reversed : first }),
			sorted: sorted
				? list.order === 'asc'
					? ('ascending' as const)
					: ('descending' as const)
				: undefined
		};
	});
}

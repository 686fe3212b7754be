import type { QueryDraft } from './sourceQuery.ts';
import { sourceFieldSchema } from './sourceFilter.ts';

/** An address longer than this in one parameter is cut: nothing that is asked for needs so much. */
const LONGEST = 100_000;

/** What an address says, as a form holds it. */
export function readDraft(address: URLSearchParams): QueryDraft {
	const one = (name: string) => plain(address.get(name) ?? '').trim();
	const all = (name: string, between: string) =>
		listed(address.getAll(name).map(plain)).join(between).slice(0, LONGEST);
	return {
		run: listed(all('run', ',').split(',')),
		ranges: readRanges(one),
		at: all('at', '\n'),
		frame: one('frame'),
		radius: one('radius'),
		radiusUnit: one('radiusUnit'),
		neighbourUnit: one('neighbourUnit'),
		polygon: all('polygon', '\n'),
		moc: all('moc', ' '),
		tagsAny: all('tagsAny', ','),
		tagsAll: all('tagsAll', ','),
		tagsNone: all('tagsNone', ','),
		verdict: listed(all('verdict', ',').split(',')),
		votes: one('votes'),
		votedBy: all('votedBy', ','),
		votedAs: listed(all('votedAs', ',').split(',')),
		watch: one('watch'),
		watchlist: one('watchlist'),
		counterpart: one('counterpart'),
		counterpartRadius: one('counterpartRadius'),
		text: all('text', ' '),
		named: all('named', ','),
		measurement: one('measurement'),
		newOnly: one('new') === 'on',
		withoutSiblings: one('noSiblings') === 'on',
		basis: one('basis')
	};
}

/** Without signs that nobody types on purpose, and that no database takes in a pattern. */
function plain(said: string): string {
	// eslint-disable-next-line no-control-regex -- these are what is taken out
	return said.slice(0, LONGEST).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
}

function readRanges(one: (name: string) => string): QueryDraft['ranges'] {
	const ranges: QueryDraft['ranges'] = {};
	for (const field of sourceFieldSchema.options) {
		const range = { min: one(`min_${field}`), max: one(`max_${field}`) };
		if (range.min !== '' || range.max !== '') ranges[field] = range;
	}
	return ranges;
}

function listed(said: string[]): string[] {
	return said.map((word) => word.trim()).filter((word) => word !== '');
}

import { degreesOf, spelledAngles, usualUnit } from './angleUnit.ts';
import { readCorners, readPlaces, type Refuse } from './askedSky.ts';
import { crossmatchRadiusSchema } from './crossmatch.ts';
import { SOURCE_FIELDS, sourceFieldSchema, type SourceField } from './sourceFilter.ts';
import {
	BASES,
	DEFAULT_COUNTERPART_ARCSEC,
	VOTES_ASKED,
	WATCH_ASKED,
	type NumberRange,
	type QueryDraft,
	type QueryProblem,
	type SourceQuery
} from './sourceQuery.ts';
import { readDraft } from './sourceQueryDraft.ts';

const FIELDS = sourceFieldSchema.options;
const MOST_RUNS = 200;
const MOST_NAMED = 1000;
const MOST_WORDS = 50;
/** Before a catalogue's id: sources that have nothing in it. */
const NOTHING_IN = 'none:';

/** Parameters of an address that ask which sources; the rest say how that is meant. */
const ASKING = new Set<string>([
	...[
		'run',
		'at',
		'polygon',
		'moc',
		'tagsAny',
		'tagsAll',
		'tagsNone',
		'verdict',
		'votes',
		'votedBy'
	],
	...[
		'votedAs',
		'watch',
		'watchlist',
		'counterpart',
		'text',
		'named',
		'measurement',
		'new',
		'noSiblings'
	],
	...FIELDS.flatMap((field) => [`min_${field}`, `max_${field}`])
]);
/** Every parameter that a question about sources knows. */
export const QUERY_PARAMETERS: ReadonlySet<string> = new Set([
	...ASKING,
	...['frame', 'radius', 'radiusUnit', 'neighbourUnit', 'counterpartRadius', 'basis']
]);

/** Whether an address asks for any sources: an empty form does not. */
export function isAsked(address: URLSearchParams): boolean {
	return [...address].some(([name, value]) => ASKING.has(name) && value.trim() !== '');
}

/**
 * The question an address asks, what is wrong with it, and the form as it was filled in. What is wrong is left out of the
 * question. Positions stay as they were said: what they mean may depend on names in the database.
 */
export function readSourceQuery(address: URLSearchParams): {
	query: SourceQuery;
	problems: QueryProblem[];
	said: QueryDraft;
} {
	const said = readDraft(address);
	const problems: QueryProblem[] = [];
	const refuse: Refuse = (field, reason) => void problems.push({ field, reason });
	const query: SourceQuery = {
		runs: readRuns(said.run, refuse),
		numbers: readRanges(said, refuse),
		places: readPlaces(said, refuse),
		polygon: readCorners(said.polygon, refuse),
		moc: said.moc,
		tags: {
			any: words('tagsAny', said.tagsAny, refuse),
			all: words('tagsAll', said.tagsAll, refuse),
			none: words('tagsNone', said.tagsNone, refuse)
		},
		verdicts: words('verdict', said.verdict.join(','), refuse),
		votes: oneOf('votes', said.votes, VOTES_ASKED, refuse),
		votedBy: words('votedBy', said.votedBy, refuse).map((name) => name.replace(/^@/, '')),
		votedAs: words('votedAs', said.votedAs.join(','), refuse),
		watch: oneOf('watch', said.watch, WATCH_ASKED, refuse),
		watchlistId: said.watchlist === '' ? null : said.watchlist.slice(0, 64),
		counterpart: readCounterpart(said, refuse),
		text: said.text.slice(0, 120),
		named: readNamed(said.named, refuse),
		measurementId: readMeasurement(said.measurement, refuse),
		newOnly: said.newOnly,
		withoutSiblings: said.withoutSiblings,
		basis: oneOf('basis', said.basis, BASES, refuse)
	};
	return { query, problems, said };
}

/** The address that asks this: `readSourceQuery` reads it back. What goes without saying is left out. */
export function sourceQueryAddress(query: SourceQuery): URLSearchParams {
	const address = new URLSearchParams();
	const say = (name: string, value: string | number | false | null) => {
		if (value !== false && value !== null && value !== '') address.append(name, String(value));
	};
	// Always said: a question with no other condition is one for a whole run.
	for (const run of typeof query.runs === 'string' ? [query.runs] : query.runs) say('run', run);
	for (const range of query.numbers) sayRange(range, say);
	sayPlaces(query.places, say);
	say('polygon', query.polygon.map(({ ra, dec }) => `${ra} ${dec}`).join(', '));
	say('moc', query.moc);
	say('tagsAny', query.tags.any.join(','));
	say('tagsAll', query.tags.all.join(','));
	say('tagsNone', query.tags.none.join(','));
	for (const verdict of query.verdicts) say('verdict', verdict);
	say('votes', query.votes !== 'whatever' && query.votes);
	say('votedBy', query.votedBy.join(','));
	for (const answer of query.votedAs) say('votedAs', answer);
	say('watch', query.watch !== 'whatever' && query.watch);
	say('watchlist', query.watchlistId);
	sayCounterpart(query.counterpart, say);
	say('text', query.text);
	say('named', query.named.join(','));
	say('measurement', query.measurementId);
	say('new', query.newOnly && 'on');
	say('noSiblings', query.withoutSiblings && 'on');
	say('basis', query.basis !== 'all' && query.basis);
	return address;
}

type Say = (name: string, value: string | number | null) => void;

function sayPlaces(places: SourceQuery['places'], say: Say): void {
	const [first] = places;
	if (!first) return;
	say('at', places.map(({ said }) => said).join('\n'));
	if (first.frame !== 'icrs') say('frame', first.frame);
	const { unit, angles } = spelledAngles([first.radiusDeg], usualUnit(first.radiusDeg));
	say('radius', angles[0]);
	say('radiusUnit', unit);
}

function sayCounterpart(counterpart: SourceQuery['counterpart'], say: Say): void {
	if (!counterpart) return;
	const { catalogueId, radiusArcsec, isThere } = counterpart;
	say('counterpart', isThere ? catalogueId : `${NOTHING_IN}${catalogueId}`);
	if (radiusArcsec !== DEFAULT_COUNTERPART_ARCSEC) say('counterpartRadius', radiusArcsec);
}

function sayRange({ field, min, max }: NumberRange, say: Say): void {
	if (field !== 'nNeighbourDist') {
		say(`min_${field}`, min);
		say(`max_${field}`, max);
		return;
	}
	const { unit, angles } = spelledAngles([min ?? 0, max ?? 0], 'arcmin');
	say(`min_${field}`, min === null ? null : angles[0]);
	say(`max_${field}`, max === null ? null : angles[1]);
	say('neighbourUnit', unit);
}

function readRuns(said: string[], refuse: Refuse): SourceQuery['runs'] {
	if (said.includes('all')) return 'all';
	if (said.length === 0 || said.includes('latest')) return 'latest';
	const ids = [...new Set(said.map(Number))];
	if (ids.every((id) => Number.isSafeInteger(id) && id > 0) && ids.length <= MOST_RUNS) return ids;
	refuse(
		'run',
		ids.length > MOST_RUNS
			? `At most ${MOST_RUNS} runs can be named; “all” means every run.`
			: 'A run is given by its number, or is “latest” or “all”.'
	);
	return 'latest';
}

function readRanges({ ranges, neighbourUnit }: QueryDraft, refuse: Refuse): NumberRange[] {
	const unit = neighbourUnit || 'arcmin';
	if (degreesOf(1, unit) === null)
		refuse('neighbourUnit', 'A distance to the nearest source is in arcsec, arcmin or deg.');
	const inOwnUnit = (field: SourceField, value: number) =>
		field === 'nNeighbourDist' ? (degreesOf(value, unit) ?? value) : value;
	return FIELDS.flatMap((field) => {
		const said = ranges[field];
		if (!said) return [];
		const [min, max] = (['min', 'max'] as const).map((end) => {
			if (said[end] === '') return null;
			const value = Number(said[end].replace(/^\u2212/, '-'));
			if (Number.isFinite(value)) return inOwnUnit(field, value);
			const { label } = SOURCE_FIELDS[field];
			refuse(
				`${end}_${field}`,
				`“${said[end].slice(0, 40)}” is not a number: give one for ${label}.`
			);
			return null;
		});
		if (min !== null && max !== null && min > max)
			refuse(`max_${field}`, 'The largest value is below the smallest: nothing is in between.');
		return min === null && max === null ? [] : [{ field, min, max }];
	});
}

/** Words with commas between, each once; tags are kept in lower case, class keys are so already. */
function words(field: string, said: string, refuse: Refuse): string[] {
	const list = said
		.toLowerCase()
		.split(',')
		.map((word) => word.trim())
		.filter((word) => word !== '');
	if (list.length <= MOST_WORDS && list.every(({ length }) => length <= 100))
		return [...new Set(list)];
	refuse(field, `At most ${MOST_WORDS} words of at most 100 characters each can be given.`);
	return [];
}

function oneOf<T extends string>(
	field: string,
	said: string,
	known: readonly [T, ...T[]],
	refuse: Refuse
): T {
	const found = known.find((word) => word === said);
	if (!found && said !== '') refuse(field, `This is one of ${known.join(', ')}.`);
	return found ?? known[0];
}

/** Names and ids, with commas or line breaks between; `VAST J0959…` as people copy it from papers. */
function readNamed(said: string, refuse: Refuse): string[] {
	const names = said
		.split(/[,;\n]/)
		.map((name) => name.replace(/\s/g, '').replace(/^VAST/i, '').replaceAll('\u2212', '-'))
		.filter((name) => name !== '');
	if (names.length <= MOST_NAMED && names.every(({ length }) => length <= 100))
		return [...new Set(names)];
	refuse('named', `At most ${MOST_NAMED} names of at most 100 characters each can be given.`);
	return [];
}

function readCounterpart(
	{ counterpart: said, counterpartRadius }: QueryDraft,
	refuse: Refuse
): SourceQuery['counterpart'] {
	if (said === '') return null;
	const isThere = !said.startsWith(NOTHING_IN);
	const catalogueId = (isThere ? said : said.slice(NOTHING_IN.length)).slice(0, 64);
	const asked = crossmatchRadiusSchema.safeParse(counterpartRadius || DEFAULT_COUNTERPART_ARCSEC);
	if (asked.success) return { catalogueId, radiusArcsec: asked.data, isThere };
	refuse('counterpartRadius', asked.error.issues[0].message);
	return null;
}

function readMeasurement(said: string, refuse: Refuse): number | null {
	if (said === '') return null;
	const id = Number(said);
	if (Number.isSafeInteger(id) && id > 0) return id;
	refuse('measurement', 'A measurement is given by its number.');
	return null;
}

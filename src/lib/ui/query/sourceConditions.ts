import { SOURCE_FIELDS, type SourceField } from '#schema/sourceFilter.ts';
import {
	NO_VERDICT,
	type AskedPlace,
	type NumberRange,
	type SourceQuery
} from '#schema/sourceQuery.ts';
import { namesNoClass, NO_CLASS_LABELS } from '#schema/vote.ts';
import { plural } from '#ui/shared/numbers.ts';

/** One condition of a question about sources, in words, and the parameters of the address that ask it. */
export interface SourceCondition {
	/** Stands alone, and follows “Sources of the latest run”: `tagged flare`; ranges do after a `with`. */
	text: string;
	params: string[];
	/** The one value of `params[0]` that asks it; none: all of them do. */
	value?: string;
}

/** What ids stand for. */
export interface QueryNames {
	runs: readonly { id: number; name: string }[];
	classes: readonly { key: string; label: string }[];
	watchlists: readonly { id: string; name: string }[];
	catalogues: readonly { id: string; name: string }[];
}

/** Every condition of a question but its runs, in the order of the form. */
export function sourceConditions(query: SourceQuery, names: QueryNames): SourceCondition[] {
	return [
		...query.places.map(placeCondition),
		...when(query.polygon.length > 0, 'polygon', `inside ${corners(query)}`),
		...when(query.moc !== '', 'moc', 'inside a MOC'),
		...query.numbers.map(rangeCondition),
		...tagConditions(query.tags),
		...when(query.verdicts.length > 0, 'verdict', verdictText(query.verdicts, names)),
		...when(query.votes !== 'whatever', 'votes', VOTES[query.votes]),
		...when(query.votedBy.length > 0, 'votedBy', `voted on by ${query.votedBy.join(' or ')}`),
		...when(query.votedAs.length > 0, 'votedAs', votedAsText(query, names)),
		...when(query.watch !== 'whatever', 'watch', WATCH[query.watch]),
		...when(query.watchlistId !== null, 'watchlist', watchlistText(query, names)),
		...when(Boolean(query.counterpart), 'counterpart', counterpartText(query, names)),
		...when(query.text !== '', 'text', `said to be “${query.text}”`),
		...when(query.named.length > 0, 'named', namedText(query.named)),
		...when(
			query.measurementId !== null,
			'measurement',
			`with measurement ${query.measurementId ?? ''}`
		),
		...when(query.newOnly, 'new', 'new in their run'),
		...when(query.withoutSiblings, 'noSiblings', 'without siblings'),
		...when(query.basis === 'good', 'basis', 'bad images left out')
	];
}

/** Which runs, to follow “Sources of”. */
export function runsText({ runs }: Pick<SourceQuery, 'runs'>, names: QueryNames): string {
	if (runs === 'latest') return 'the latest run';
	if (runs === 'all') return 'all runs';
	const said = runs.map((id) => names.runs.find((run) => run.id === id)?.name ?? `run ${id}`);
	return `${said.length === 1 ? 'run' : 'runs'} ${said.join(', ')}`;
}

function when(isAsked: boolean, param: string, text: string): SourceCondition[] {
	return isAsked ? [{ text, params: [param] }] : [];
}

const VOTES = {
	whatever: '',
	none: 'nobody has voted on',
	mine: 'you have voted on',
	notMine: 'you have not voted on',
	anybody: 'somebody has voted on'
} as const;

const WATCH = {
	whatever: '',
	favourite: 'among your favourites',
	watched: 'watched by you'
} as const;

function placeCondition({ radiusDeg, said }: AskedPlace): SourceCondition {
	return { text: `within ${angleText(radiusDeg)} of ${said}`, params: ['at'], value: said };
}

/** In the unit that makes it readable. */
function angleText(degrees: number): string {
	const arcsec = degrees * 3600;
	const short = (value: number) => String(Number(value.toPrecision(6)));
	if (arcsec < 60) return `${short(arcsec)}″`;
	return arcsec < 3600 ? `${short(arcsec / 60)}′` : `${short(degrees)}°`;
}

function corners({ polygon }: SourceQuery): string {
	return `a polygon of ${plural(polygon.length, 'corner')}`;
}

function rangeCondition(range: NumberRange): SourceCondition {
	const { field } = range;
	return { text: rangeText(range), params: [`min_${field}`, `max_${field}`] };
}

/** `η (peak) ≥ 5`, `0.2 ≤ V (peak) ≤ 2`, with the unit behind. */
function rangeText({ field, min, max }: NumberRange): string {
	const [value, unit] = shownIn(field);
	const { label } = SOURCE_FIELDS[field];
	const behind = unit && ` ${unit}`;
	if (min === null) return `${label} ≤ ${value(max)}${behind}`;
	if (max === null) return `${label} ≥ ${value(min)}${behind}`;
	if (min === max) return `${label} = ${value(min)}${behind}`;
	return `${value(min)} ≤ ${label} ≤ ${value(max)}${behind}`;
}

/** A number as its field's unit has it; angles in one that makes them readable. */
function shownIn(field: SourceField): [(value: number | null) => string, string] {
	const { unit } = SOURCE_FIELDS[field];
	const plain = (value: number | null) => String(value ?? '').replace('-', '−');
	if (unit !== '°') return [plain, unit];
	return [(value) => plain(Number(((value ?? 0) * 60).toPrecision(6))), '′'];
}

function tagConditions({ any, all, none }: SourceQuery['tags']): SourceCondition[] {
	return [
		...when(any.length > 0, 'tagsAny', `tagged ${any.join(' or ')}`),
		...when(all.length > 0, 'tagsAll', `tagged ${all.join(' and ')}`),
		...when(none.length > 0, 'tagsNone', `not tagged ${none.join(' nor ')}`)
	];
}

function verdictText(verdicts: string[], { classes }: QueryNames): string {
	const label = (key: string) => classes.find((known) => known.key === key)?.label ?? key;
	const said = verdicts.map((key) => (key === NO_VERDICT ? 'none' : label(key)));
	return `with verdict ${said.join(' or ')}`;
}

function votedAsText({ votedAs, votedBy }: SourceQuery, { classes }: QueryNames): string {
	const label = (key: string) =>
		namesNoClass(key)
			? NO_CLASS_LABELS[key]
			: (classes.find((known) => known.key === key)?.label ?? key);
	const whose = votedBy.length > 0 ? 'with their vote' : 'with somebody’s vote';
	return `${whose} ${votedAs.map(label).join(' or ')}`;
}

function watchlistText({ watchlistId }: SourceQuery, { watchlists }: QueryNames): string {
	const name = watchlists.find(({ id }) => id === watchlistId)?.name ?? 'that is gone';
	return `on watchlist ${name}`;
}

function counterpartText({ counterpart }: SourceQuery, { catalogues }: QueryNames): string {
	if (!counterpart) return '';
	const { catalogueId, radiusArcsec, isThere } = counterpart;
	const name = catalogues.find(({ id }) => id === catalogueId)?.name ?? 'that is gone';
	return `with ${isThere ? 'something' : 'nothing'} of catalogue ${name} within ${angleText(radiusArcsec / 3600)}`;
}

function namedText(named: string[]): string {
	const shown = named.slice(0, 3).join(', ');
	return `named ${shown}${named.length > 3 ? ` and ${named.length - 3} more` : ''}`;
}

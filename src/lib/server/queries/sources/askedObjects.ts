import { Failure } from '#schema/failure.ts';
import { NO_VERDICT, type SourceQuery } from '#schema/sourceQuery.ts';
import type { User } from '#schema/user.ts';
import { store } from '../../store/client.ts';
import { favouritesOf } from '../../store/favourites.ts';
import { objectsWithVerdict } from '../../store/objectsAsked.ts';
import { objectsWithTags } from '../../store/tags.ts';
import { findTagsMeant } from '../../store/tagVocabulary.ts';
import { watchesOf } from '../../store/watches.ts';
import { findWatchlist } from '../../store/watchlists.ts';
import { objectsOfWatchlist } from '../../store/watchlistRows.ts';
import { objectsSaying } from './objectsSaying.ts';
import { objectsVotedBy, objectsVotedOn } from './objectsVotedBy.ts';

/** What a question asks of objects rather than of numbers: ids of objects, of which a source's has to be one, or must not be. */
export interface AskedObjects {
	/** In every one of these. */
	among: Iterable<string>[];
	/** In none of these. A source without an object is in none. */
	notAmong: Iterable<string>[];
	/** Whether the search engine answered; true where no text was asked for. */
	forgiving: boolean;
	notes: string[];
}

/** The objects that fit what a question asks of people's labels, as this person may know of them. */
export async function askedObjects(reader: User, query: SourceQuery): Promise<AskedObjects> {
	const said = query.text === '' ? null : await objectsSaying(reader, query.text);
	const parts = await Promise.all([
		byTags(query.tags),
		byVerdict(query.verdicts),
		byVotes(reader, query.votes),
		byVoters(reader, query),
		byWatch(reader, query)
	]);
	return {
		among: [...parts.flatMap(({ among = [] }) => among), ...(said ? [said.objectIds] : [])],
		notAmong: parts.flatMap(({ notAmong = [] }) => notAmong),
		forgiving: said?.forgiving ?? true,
		notes: said?.cut
			? ['More fits the text than is looked at: give more words, or count on the first 2000.']
			: []
	};
}

type Part = Partial<Pick<AskedObjects, 'among' | 'notAmong'>>;

/** A synonym asks for the tag it stands for. */
async function byTags({ any, all, none }: SourceQuery['tags']): Promise<Part> {
	const every = [...new Set([...any, ...all, ...none])];
	if (every.length === 0) return {};
	const names = new Map<string, string>();
	for (const { name, synonyms } of await findTagsMeant(store(), every))
		for (const word of [name, ...synonyms]) names.set(word, name);
	const sets = await objectsWithTags(store(), [...new Set(names.values())]);
	const carrying = (word: string) => sets.get(names.get(word) ?? word) ?? new Set<string>();
	const union = (words: string[]) => new Set(words.flatMap((word) => [...carrying(word)]));
	return {
		among: [...(any.length > 0 ? [union(any)] : []), ...all.map(carrying)],
		notAmong: none.length > 0 ? [union(none)] : []
	};
}

async function byVerdict(asked: string[]): Promise<Part> {
	if (asked.length === 0) return {};
	const wanted = new Set(asked);
	const outcomes = await objectsWithVerdict(store());
	const fitting = new Set(
		outcomes.filter(({ classKey }) => wanted.has(classKey)).map(({ objectId }) => objectId)
	);
	if (!wanted.has(NO_VERDICT)) return { among: [fitting] };
	const others = outcomes.map(({ objectId }) => objectId).filter((id) => !fitting.has(id));
	return { notAmong: [new Set(others)] };
}

async function byVotes(reader: User, asked: SourceQuery['votes']): Promise<Part> {
	switch (asked) {
		case 'whatever':
			return {};
		case 'mine':
			return { among: [await objectsVotedOn(reader, 'own')] };
		case 'notMine':
			return { notAmong: [await objectsVotedOn(reader, 'own')] };
		case 'anybody':
			return { among: [await objectsVotedOn(reader, 'anybodys')] };
		case 'none':
			return { notAmong: [await objectsVotedOn(reader, 'anybodys')] };
	}
}

async function byVoters(
	reader: User,
	asked: Pick<SourceQuery, 'votedBy' | 'votedAs'>
): Promise<Part> {
	if (asked.votedBy.length === 0 && asked.votedAs.length === 0) return {};
	return { among: [await objectsVotedBy(reader, asked)] };
}

async function byWatch(
	reader: User,
	{ watch, watchlistId }: Pick<SourceQuery, 'watch' | 'watchlistId'>
): Promise<Part> {
	const among: Iterable<string>[] = [];
	if (watch === 'favourite')
		among.push((await favouritesOf(store(), reader.id)).map(({ objectId }) => objectId));
	if (watch === 'watched')
		among.push((await watchesOf(store(), reader.id)).map(({ objectId }) => objectId));
	if (watchlistId !== null) among.push(await objectsListed(reader, watchlistId));
	return { among };
}

async function objectsListed(reader: User, watchlistId: string): Promise<string[]> {
	const list = await findWatchlist(store(), watchlistId);
	if (!list || (!list.shared && list.ownerId !== reader.id))
		throw new Failure('Invalid', 'This watchlist does not exist.', 'watchlist');
	return (await objectsOfWatchlist(store(), watchlistId)).map(({ objectId }) => objectId);
}

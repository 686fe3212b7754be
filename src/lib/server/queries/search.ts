import { z } from 'zod';
import {
	SEARCH_KINDS,
	type SearchEntry,
	type SearchHit,
	type SearchKind,
	type SearchResults,
	type Segment
} from '#schema/search.ts';
import type { User } from '#schema/user.ts';
import { findSimilar, type Similar } from '../search/searchIndex.ts';
import { candidatesOfObjects } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { findObjects } from '../store/objects.ts';
import { entriesContaining, findEntries } from '../store/searchable.ts';
import { markWords } from './markWords.ts';
import { signedIn } from './signedIn.ts';
import { targetNames } from './targetNames.ts';

const LONGEST = 120;
const MOST_WORDS = 8;

/** An entry that answers the search, with the words by which it does. */
interface Found {
	entry: SearchEntry;
	words: string[];
	approximate: boolean;
}

/**
 * Tags, objects, comments and notes with these words. What contains them comes from the database, so that what was
 * written a moment ago is found and the search engine may be away; what resembles them comes from the search engine, and
 * is shown as it reads now.
 */
export async function search(
	user: User | null,
	asked: string,
	{ kinds = SEARCH_KINDS, limit = 10 }: { kinds?: readonly SearchKind[]; limit?: number } = {}
): Promise<SearchResults> {
	signedIn(user);
	const text = asked.trim().slice(0, LONGEST);
	const words = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
	if (words.length === 0) return { text, groups: [], forgiving: true };
	const [similar, ...containing] = await Promise.all([
		/[\p{L}\p{N}]/u.test(text) ? findSimilar(text, { kinds, limit }) : [],
		...kinds.map((kind) => entriesContaining(store(), { kind, words, limit: limit + 1 }))
	]);
	const groups = await Promise.all(
		kinds.map(async (kind, place) => {
			const found = await joined(kind, words, containing[place], similar ?? []);
			return { kind, found: found.slice(0, limit), more: found.length > limit };
		})
	);
	const places = await placesOf(groups.flatMap(({ found }) => found));
	return {
		text,
		groups: groups
			.filter(({ found }) => found.length > 0)
			.map(({ kind, found, more }) => ({ kind, more, hits: found.map((one) => hit(one, places)) })),
		forgiving: similar !== null
	};
}

const limitSchema = z.coerce.number().int().min(1).max(50).catch(8);

/** The same as one list of plain texts, the groups one after the other: for the API and the command palette. */
export async function searchListed(user: User | null, asked: string, limit: unknown) {
	const most = limitSchema.parse(limit);
	const { text, forgiving, groups } = await search(user, asked, { limit: most });
	const hits = groups.flatMap((group) => group.hits).slice(0, most);
	return {
		text,
		forgiving,
		hits: hits.map((found) => ({
			...found,
			title: plain(found.title),
			excerpt: plain(found.excerpt),
			about: found.kind === 'object' ? 'object' : plain(found.excerpt)
		}))
	};
}

function plain(segments: Segment[]): string {
	return segments.map(({ text }) => text).join('');
}

/** What contains the words, then what resembles them and still reads as the index remembers it. */
async function joined(
	kind: SearchKind,
	words: string[],
	containing: SearchEntry[],
	similar: Similar[]
): Promise<Found[]> {
	const exact = containing.map((entry) => ({ entry, words, approximate: false }));
	const known = new Set(containing.map(({ key }) => key));
	const others = similar.filter((one) => one.kind === kind && !known.has(one.key));
	const entries = await findEntries(
		store(),
		kind,
		others.map(({ key }) => key)
	);
	const byKey = new Map(entries.map((entry) => [entry.key, entry]));
	const resembling = others.flatMap(({ key, words: near }) => {
		const entry = byKey.get(key);
		const reads = entry && `${entry.name} ${entry.text}`.toLowerCase();
		const isCurrent = reads && near.length > 0 && near.every((word) => reads.includes(word));
		return isCurrent ? [{ entry, words: near, approximate: true }] : [];
	});
	return [...exact, ...resembling];
}

interface Places {
	/** The page of each object where it is being talked about. */
	hrefs: Map<string, string>;
	names: Map<string, string>;
	/** Of what is no object, by `kind id`. */
	targets: Map<string, string>;
}

async function placesOf(found: Found[]): Promise<Places> {
	const ids = [...new Set(found.flatMap(({ entry }) => entry.objectId ?? []))];
	const [objects, candidates, targets] = await Promise.all([
		findObjects(store(), ids),
		candidatesOfObjects(store(), ids),
		targetNames(found.flatMap(({ entry }) => entry.target ?? []))
	]);
	const hrefs = new Map<string, string>();
	// The queue it came into last: there it is talked about now.
	for (const { objectId, queueId, id } of candidates)
		hrefs.set(objectId, `/queues/${queueId}/${id}`);
	return { hrefs, names: new Map([...objects].map(([id, { name }]) => [id, name])), targets };
}

function hit({ entry, words, approximate }: Found, { hrefs, names, targets }: Places): SearchHit {
	const { kind, key, name, text, objectId, target, byName, at } = entry;
	const objectName = objectId === null ? null : (names.get(objectId) ?? 'object');
	const about =
		objectName ?? (target ? (targets.get(`${target.kind} ${target.id}`) ?? null) : null);
	return {
		kind,
		key,
		// A comment or a note has no name of its own: it is called by what it is about.
		title: name === '' ? markWords(about ?? kind, []) : markWords(name, words),
		excerpt: markWords(text, words),
		href: objectId === null ? pageOf(entry) : (hrefs.get(objectId) ?? `/objects/${objectId}`),
		about,
		byName,
		at,
		approximate
	};
}

/** The page of what is no object. */
function pageOf({ kind, key, target }: SearchEntry): string | null {
	if (kind === 'tag') return `/tags/${encodeURIComponent(key)}`;
	if (target?.kind === 'image' || target?.kind === 'measurement')
		return `/${target.kind}s/${target.id}`;
	if (target?.kind === 'run') return `/runs/${target.id}`;
	if (target?.kind === 'queue') return `/queues/${target.id}`;
	if (target?.kind === 'session') return `/sessions/${target.id}`;
	return null;
}

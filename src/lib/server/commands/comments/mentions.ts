import { Marked } from 'marked';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { store, type Transaction } from '../../store/client.ts';
import { usersNamed } from '../../store/people.ts';

/** As user names are written (schema/user.ts). What stands before the sign tells a mention from an address or a path. */
const MENTION = /(?<![\p{L}\p{N}_.@/+-])@([a-z0-9][a-z0-9._-]{1,63})/giu;
/** In these an @ is part of something else: code, an address, a link's own text. */
const QUOTED = new Set(['code', 'codespan', 'html', 'link', 'image', 'def']);

/** The people a comment names by `@user-name`; refuses a name that is nobody's. */
export async function mentionedIn(text: string, transaction?: Transaction): Promise<User[]> {
	const words = mentionedWords(text);
	const people = await usersNamed(store(), words.flatMap(spellings), transaction);
	const byName = new Map(people.map((person) => [person.username, person]));
	const mentioned = new Set<User>();
	for (const word of words) {
		const person = spellings(word).flatMap((name) => byName.get(name) ?? [])[0];
		if (!person) throw nobody(word);
		mentioned.add(person);
	}
	return [...mentioned];
}

/** As mentionedIn, passing over names that are nobody's: for a text that is still being written. */
export async function mentionedSoFar(text: string): Promise<User[]> {
	return usersNamed(store(), mentionedWords(text).flatMap(spellings));
}

/** Words behind an @ in the prose of a Markdown text, in lower case, each once. */
export function mentionedWords(text: string): string[] {
	const prose = proseOf(new Marked({ gfm: true }).lexer(text));
	const words = prose.flatMap((part) => [...part.matchAll(MENTION)].map(([, word]) => word));
	return [...new Set(words.map((word) => word.toLowerCase()))];
}

/** Sets off the mentions of these people in a piece of HTML without tags. */
export function markMentions(html: string, usernames: readonly string[]): string {
	return html.replace(MENTION, (whole, word: string) => {
		const name = spellings(word.toLowerCase()).find((spelling) => usernames.includes(spelling));
		return name ? `<b class="mention">@${name}</b>${word.slice(name.length)}` : whole;
	});
}

/** “Ask @ana.” ends in a full stop that a user name could hold. */
function spellings(word: string): string[] {
	const bare = word.replace(/[._-]+$/, '');
	return bare === word ? [word] : [word, bare];
}

function proseOf(tokens: readonly Nested[]): string[] {
	return tokens.flatMap(({ type, text, tokens, items, header, rows }): string[] => {
		if (QUOTED.has(type ?? '')) return [];
		const heads = typeof header === 'object' ? header : [];
		const children = tokens ?? items ?? [...heads, ...(rows ?? []).flat()];
		if (children.length > 0) return proseOf(children);
		return type === 'text' && text !== undefined ? [text] : [];
	});
}

/** marked's own types leave these fields open: which of them there are depends on the kind of token. */
interface Nested {
	type?: string;
	text?: string;
	tokens?: readonly Nested[];
	items?: readonly Nested[];
	/** Of a table its cells, of a cell whether it is one. */
	header?: boolean | readonly Nested[];
	rows?: readonly (readonly Nested[])[];
}

function nobody(word: string): Failure {
	return new Failure(
		'Invalid',
		`Nobody here is called “@${word}”. Write the user name of somebody on the team, or put the word in \`backticks\` if it names nobody.`,
		'text'
	);
}

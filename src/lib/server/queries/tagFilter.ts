import type { CandidateList } from '#schema/queue.ts';
import type { Store } from '../store/client.ts';
import { findTagsMeant } from '../store/tagVocabulary.ts';
import { objectsWithTags } from '../store/tags.ts';

type TagFilter = Pick<CandidateList, 'tag' | 'anyTags' | 'allTags' | 'noTags'>;

/** Whether the list's tag filters keep an object. A synonym asks for the tag it stands for. */
export async function tagFilter(
	store: Store,
	list: TagFilter
): Promise<(objectId: string) => boolean> {
	const asked = {
		any: words(list.anyTags),
		all: [...words(list.tag), ...words(list.allTags)],
		none: words(list.noTags)
	};
	const every = [...new Set([...asked.any, ...asked.all, ...asked.none])];
	if (every.length === 0) return () => true;
	const names = new Map<string, string>();
	for (const { name, synonyms } of await findTagsMeant(store, every)) {
		for (const word of [name, ...synonyms]) names.set(word, name);
	}
	const sets = await objectsWithTags(store, [...new Set(names.values())]);
	const carries = (objectId: string) => (word: string) =>
		sets.get(names.get(word) ?? word)?.has(objectId) ?? false;
	return (objectId) => {
		const has = carries(objectId);
		return (
			(asked.any.length === 0 || asked.any.some(has)) &&
			asked.all.every(has) &&
			!asked.none.some(has)
		);
	};
}

function words(list: string): string[] {
	return list
		.split(',')
		.map((word) => word.trim().toLowerCase())
		.filter((word) => word !== '');
}

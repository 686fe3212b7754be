import { vocabularyPage } from '#server/queries/tagVocabulary.ts';
import { lists } from '../lists.ts';

/** The vocabulary, the most used first. */
export const GET = lists(
	async (user) => (await vocabularyPage(user)).tags,
	({ name }) => name
);

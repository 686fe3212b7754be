import { vocabularyPage } from '#server/queries/tagVocabulary.ts';
import type { RequestHandler } from './$types';

/** The vocabulary, the most used first. */
export const GET: RequestHandler = ({ locals }) =>
	locals.outcomes.answer(async (user) => (await vocabularyPage(user)).tags);

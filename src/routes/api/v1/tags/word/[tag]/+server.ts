import { describeTag } from '#server/commands/tags/describeTag.ts';
import { tagPage } from '#server/queries/tagVocabulary.ts';
import { carriesOut } from '../../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** A tag: what it means and what carries it. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => tagPage(user, params.tag, null));

/** Says what the tag means, its colour and its synonyms. */
export const PUT = carriesOut(describeTag);

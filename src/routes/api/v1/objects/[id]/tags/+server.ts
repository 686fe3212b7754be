import { applyTag, removeTag } from '#server/commands/tags/applyTag.ts';
import { tagsOn } from '#server/queries/tags.ts';
import { carriesOut } from '../../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** Tags on the object. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => tagsOn(user, { kind: 'object', id: params.id }));

/** Puts a tag on the object. */
export const POST = carriesOut(applyTag);

/** Takes a tag off; false when it was not there. */
export const DELETE = carriesOut(removeTag);

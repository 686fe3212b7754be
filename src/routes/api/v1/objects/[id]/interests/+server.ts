import { declareInterest } from '#server/commands/interests.ts';
import { interestsShown } from '#server/queries/interests.ts';
import { carriesOut } from '../../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** Who works on the object, and who did. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => interestsShown(user, params.id));

/** Enters oneself: “I am working on this one”. */
export const POST = carriesOut(declareInterest);

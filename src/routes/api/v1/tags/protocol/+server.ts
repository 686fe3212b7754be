import { writeTagProtocol } from '#server/commands/tags/describeTag.ts';
import { tagProtocol } from '#server/queries/tags.ts';
import { carriesOut } from '../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** How the team tags, in its own words. */
export const GET: RequestHandler = ({ locals }) => locals.outcomes.answer(() => tagProtocol());

/** Writes down how the team tags. */
export const PUT = carriesOut(writeTagProtocol);

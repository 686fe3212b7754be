import { startSession } from '#server/commands/sessions/startSession.ts';
import { listSessions } from '#server/queries/sessions.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** Sessions under way, then the latest that ended. */
export const GET = lists(listSessions, ({ id }) => id);

/** Starts a session. */
export const POST = carriesOut(startSession);

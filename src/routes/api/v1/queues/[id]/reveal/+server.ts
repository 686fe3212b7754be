import { revealVotes } from '#server/commands/votes/revealVotes.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Shows everyone the votes on all of its candidates. */
export const POST = carriesOut(revealVotes);

import { revealVotes } from '#server/commands/votes/revealVotes.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Shows everyone the votes of the candidate’s present round. */
export const POST = carriesOut(revealVotes);

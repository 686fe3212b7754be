import { decideRetraction } from '#server/commands/epochRetractions.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Agrees to a proposal of somebody else’s, or declines it. */
export const POST = carriesOut(decideRetraction);

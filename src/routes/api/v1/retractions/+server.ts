import { proposeRetraction } from '#server/commands/epochRetractions.ts';
import { carriesOut } from '../carriesOut.ts';

/** Proposes that an epoch should not count. */
export const POST = carriesOut(proposeRetraction);

import { changeInterest, endInterest } from '#server/commands/interests.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Rewords one’s entry, or gives it another link. */
export const PATCH = carriesOut(changeInterest);

/** Ends one’s entry; that it stood stays known. */
export const DELETE = carriesOut(endInterest);

import { noteFavourite, toggleFavourite } from '#server/commands/favourites.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Turns one’s star on the object on or off; true when it is on now. */
export const POST = carriesOut(toggleFavourite);

/** Writes the note on one’s favourite. */
export const PUT = carriesOut(noteFavourite);

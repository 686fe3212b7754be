import { createSilence } from '#server/commands/alerts/silences.ts';
import { silenceRows } from '#server/queries/silences.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** Every silence, those in force first. */
export const GET = lists(silenceRows, ({ id }) => id);

/** Silences a cause, an area or both until a day. */
export const POST = carriesOut(createSilence);

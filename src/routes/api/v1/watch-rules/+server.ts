import { saveWatchRule } from '#server/commands/watchRules/watchRules.ts';
import { listWatchRules } from '#server/queries/watching.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** The team’s rules and one’s own. */
export const GET = lists(listWatchRules, ({ id }) => id);

/** Saves a rule that was tried: with the hash of its backtest. */
export const POST = carriesOut(saveWatchRule);

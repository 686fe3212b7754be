import { switchWatchRule } from '#server/commands/watchRules/watchRules.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Switches a rule on or off. */
export const POST = carriesOut(switchWatchRule);

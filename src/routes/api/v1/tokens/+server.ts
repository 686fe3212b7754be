import { createToken } from '#server/commands/tokens/createToken.ts';
import { listTokens } from '#server/queries/tokens.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** One’s personal tokens, never what they are made of. */
export const GET = lists(listTokens, ({ id }) => id);

/** Makes a personal token; its text is in this answer and in no other. */
export const POST = carriesOut(createToken);

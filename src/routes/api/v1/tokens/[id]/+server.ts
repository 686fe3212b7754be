import { revokeToken } from '#server/commands/tokens/revokeToken.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Ends a token at once. */
export const DELETE = carriesOut(revokeToken);

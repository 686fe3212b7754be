import { createUser } from '#server/commands/users.ts';
import { listAccounts } from '#server/queries/users.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** Accounts, for administrators. */
export const GET = lists(
	async (user) => listAccounts(user),
	({ id }) => id
);

/** Creates an account, for administrators. */
export const POST = carriesOut(createUser);

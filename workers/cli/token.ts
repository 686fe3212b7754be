import { Failure } from '#schema/failure.ts';
import { SCOPES } from '#schema/token.ts';
import { createToken } from '#server/commands/tokens/createToken.ts';
import { store } from '#server/store/client.ts';
import { findAccount } from '#server/store/users.ts';
import type { Command } from './command.ts';

export const tokenCommand: Command = {
	name: 'token',
	positionals: ['USERNAME'],
	summary: 'Make a personal token for an account.',
	help: `A program that sends it (Authorization: Bearer caustic_…) acts as that account under /api/v1, as far as the
token's scopes and the account's role go. It is printed once; what is stored is a hash. Its owner sees it on
the page /tokens and can revoke it there.
Example: npm run cli -- token maria --name "nightly upload" --scopes read,run --days 30`,
	options: {
		name: { type: 'string' },
		scopes: { type: 'string' },
		days: { type: 'string' }
	},
	optionHelp: {
		'--name TEXT': 'What it is for (made on the command line).',
		'--scopes A,B': `Of ${SCOPES.join(', ')} (read).`,
		'--days N': 'Until it runs out (90).'
	},
	needsEngines: true,
	async run({ values, positionals: [username] }, output) {
		const account = await findAccount(store(), username.trim().toLowerCase());
		if (!account) throw new Failure('NotFound', `There is no account “${username}”.`, 'username');
		const { scopes = 'read', name = 'made on the command line', days } = values;
		const { token, secret } = await createToken(
			{ user: account.user },
			{
				commandId: crypto.randomUUID(),
				name,
				scopes: typeof scopes === 'string' ? scopes.split(',').map((one) => one.trim()) : scopes,
				days
			}
		);
		const { expiresAt, scopes: granted } = token;
		output.result(
			{ ...token, token: secret },
			`Token for ${username} (${granted.join(', ')}), until ${expiresAt.toISOString().slice(0, 10)}: ${secret ?? ''}`
		);
		return true;
	}
};

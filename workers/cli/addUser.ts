import { randomBytes } from 'node:crypto';
import { ROLES } from '#schema/user.ts';
import { createUser } from '#server/commands/users.ts';
import { store } from '#server/store/client.ts';
import { ensureTeam } from '#server/store/teams.ts';
import type { Command } from './command.ts';

export const addUserCommand: Command = {
	name: 'adduser',
	positionals: ['USERNAME'],
	summary: 'Create an account.',
	help: `The password is read from the environment variable CAUSTIC_PASSWORD, so that it does not stand in the
shell's history; without one, a random one is made and printed once.
Example: npm run cli -- adduser maria --name "Maria M." --role curator --team VAST`,
	options: {
		name: { type: 'string' },
		role: { type: 'string' },
		team: { type: 'string' }
	},
	optionHelp: {
		'--name TEXT': 'The name others see; the user name when left out.',
		'--role ROLE': `One of ${ROLES.join(', ')} (vetter).`,
		'--team TEAM': 'The team; founded when it is new.'
	},
	needsEngines: true,
	async run({ values, positionals: [username] }, output) {
		const given = process.env.CAUSTIC_PASSWORD;
		const password = given ?? randomPassword();
		const teamId = typeof values.team === 'string' ? await ensureTeam(store(), values.team) : null;
		const user = await createUser(
			{ user: null },
			{
				username,
				displayName: values.name ?? username,
				role: values.role ?? 'vetter',
				password,
				teamId
			}
		);
		const shown = given ? {} : { password };
		const sentence = given ? '' : ` Password: ${password}`;
		output.result(
			{ ...user, ...shown },
			`Account ${user.username} (${user.role}) created.${sentence}`
		);
		return true;
	}
};

/** 96 bits. */
export function randomPassword(): string {
	return randomBytes(12).toString('base64url');
}

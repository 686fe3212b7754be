import type { Role } from '#schema/user.ts';
import { createUser } from '#server/commands/users.ts';
import { store } from '#server/store/client.ts';
import { ensureTeam } from '#server/store/teams.ts';
import { findAccount } from '#server/store/users.ts';
import { randomPassword } from './addUser.ts';

export interface DemoAccount {
	name: string;
	role: Role;
	/** Absent when the account was there before: only its hash is kept. */
	password?: string;
}

const TEAM = 'Demo';

/** Everybody may know these: they open a simulated sky on the reader's own machine. */
const PEOPLE = [
	{ name: 'ana', displayName: 'Ana (demo)', role: 'curator', password: 'ana-demo-2024' },
	{ name: 'ben', displayName: 'Ben (demo)', role: 'vetter', password: 'ben-demo-2024' },
	{ name: 'eve', displayName: 'Eve (demo)', role: 'viewer', password: 'eve-demo-2024' }
] as const satisfies (Required<DemoAccount> & { displayName: string })[];

/** The demo's accounts, made where they are missing. The administrator's password is random and told once. */
export async function demoAccounts(): Promise<DemoAccount[]> {
	const teamId = await ensureTeam(store(), TEAM);
	const accounts: DemoAccount[] = [];
	for (const person of PEOPLE) {
		const { name, role, password } = person;
		await ensureAccount({ ...person, teamId });
		accounts.push({ name, role, password });
	}
	const password = randomPassword();
	const admin = { name: 'admin', displayName: 'Administrator', role: 'admin' } as const;
	if (await ensureAccount({ ...admin, password, teamId }))
		accounts.push({ name: admin.name, role: admin.role, password });
	return accounts;
}

/** Whether it was made now. */
async function ensureAccount({
	name,
	...account
}: Required<DemoAccount> & { displayName: string; teamId: string }): Promise<boolean> {
	if (await findAccount(store(), name)) return false;
	await createUser({ user: null }, { username: name, ...account });
	return true;
}

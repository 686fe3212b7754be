import type { Account } from './installation.ts';

/** The demo's account of that name, for signing in. */
export function account(name: string): Account {
	// Written by globalSetup.ts, in the shape it has there.
	const accounts = JSON.parse(process.env.CAUSTIC_E2E_ACCOUNTS ?? '[]') as Account[];
	const found = accounts.find((candidate) => candidate.name === name);
	if (!found) throw new Error(`The demo has no account ${name}`);
	return found;
}

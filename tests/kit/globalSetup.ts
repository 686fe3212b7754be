import { startInstallation } from './installation.ts';

/** Playwright's global set-up: one installation for all browser tests, found through the environment. */
export default async function globalSetup(): Promise<() => Promise<void>> {
	const installation = await startInstallation([]);
	process.env.CAUSTIC_E2E_ORIGIN = installation.origin;
	process.env.CAUSTIC_E2E_ACCOUNTS = JSON.stringify(installation.accounts);
	process.env.CAUSTIC_E2E_DB = installation.environment.MONGODB_DB;
	return installation.stop;
}

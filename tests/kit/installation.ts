import { setTimeout as pause } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { startChild } from './child.ts';
import { dropEnvironment, newEnvironment, type TestEnvironment } from './engines.ts';
import { startWebServer } from './webServer.ts';
import { startWorker } from './worker.ts';

export interface Account {
	name: string;
	role: string;
	password: string;
}

/** A whole Caustic with a small survey in it, as `npm run demo` makes one. */
export interface Installation {
	origin: string;
	accounts: Account[];
	environment: TestEnvironment;
	stop: () => Promise<void>;
}

/** Web, worker and a survey on a database of its own; `survey` are the demo command's options. */
export function startInstallation(survey: string[]): Promise<Installation> {
	return started({ CAUSTIC_DEMO: '1' }, async (environment) => {
		const accounts = await prepareDemo(environment, survey);
		await untilScored(environment);
		return accounts;
	});
}

/** The same with nothing in it but these accounts: for tests that must not disturb the others. */
export function startEmptyInstallation(
	people: Omit<Account, 'password'>[],
	extra: Record<string, string> = {}
): Promise<Installation> {
	return started(extra, (environment) =>
		Promise.all(people.map((person) => withAccount(environment, person)))
	);
}

async function started(
	extra: Record<string, string>,
	prepare: (environment: Started) => Promise<Account[]>
): Promise<Installation> {
	const environment = newEnvironment();
	const variables = { NODE_ENV: 'production', ...extra };
	const worker = startWorker(environment, variables);
	const web = await startWebServer(environment, variables);
	async function stop(): Promise<void> {
		await web.stop();
		await worker.stop();
		await dropEnvironment(environment);
	}
	try {
		const accounts = await prepare({ ...environment, ...variables, ORIGIN: web.origin });
		return { origin: web.origin, accounts, environment, stop };
	} catch (error) {
		const log = worker.output().slice(-4000);
		await stop();
		throw new Error(`The installation could not be prepared. The worker’s last lines:\n${log}`, {
			cause: error
		});
	}
}

type Started = TestEnvironment & Record<string, string>;

async function withAccount(
	environment: Started,
	{ name, role }: Omit<Account, 'password'>
): Promise<Account> {
	const password = `${name} in a test`;
	const env = { ...environment, CAUSTIC_PASSWORD: password };
	const cli = startChild('cli.js', ['adduser', name, '--role', role], env);
	if ((await cli.exited) === 0) return { name, role, password };
	throw new Error(`cli adduser failed:\n${cli.output()}`);
}

/** Scores come after everything else, and put the run's queue in another order: not in the middle of a test. */
async function untilScored({ MONGODB_URI, MONGODB_DB }: TestEnvironment): Promise<void> {
	const client = await new MongoClient(MONGODB_URI).connect();
	try {
		const runs = client.db(MONGODB_DB).collection<{ at: Date }>('scorings');
		const audit = client.db(MONGODB_DB).collection('auditEvents');
		for (const end = Date.now() + MOST_WAITED_MS; Date.now() < end; await pause(200)) {
			const scored = await runs.findOne({ state: 'done' });
			const fills = { action: 'fillQueue', byId: null, at: { $gt: scored?.at } };
			if (scored && (await audit.findOne(fills))) return;
		}
		throw new Error('The demo was not scored in time.');
	} finally {
		await client.close();
	}
}

const MOST_WAITED_MS = 180_000;

async function prepareDemo(env: Started, survey: string[]): Promise<Account[]> {
	const cli = startChild('cli.js', ['demo', ...survey], env);
	const code = await cli.exited;
	const line = cli
		.output()
		.split('\n')
		.findLast((text) => text.includes('"accounts"'));
	if (code !== 0 || !line) throw new Error(`cli demo ended with ${code}:\n${cli.output()}`);
	// The command's own last line; a wrong shape fails the first test that signs in.
	return (JSON.parse(line) as { accounts: Account[] }).accounts;
}

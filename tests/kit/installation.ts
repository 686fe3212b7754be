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
export async function startInstallation(survey: string[]): Promise<Installation> {
	const environment = newEnvironment();
	const extra = { CAUSTIC_DEMO: '1', NODE_ENV: 'production' };
	const worker = startWorker(environment, extra);
	const web = await startWebServer(environment, extra);
	async function stop(): Promise<void> {
		await web.stop();
		await worker.stop();
		await dropEnvironment(environment);
	}
	try {
		const accounts = await prepareDemo({ ...environment, ...extra, ORIGIN: web.origin }, survey);
		await untilScored(environment);
		return { origin: web.origin, accounts, environment, stop };
	} catch (error) {
		const log = worker.output().slice(-4000);
		await stop();
		throw new Error(`The demo could not be prepared. The worker’s last lines:\n${log}`, {
			cause: error
		});
	}
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

async function prepareDemo(env: Record<string, string>, survey: string[]): Promise<Account[]> {
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

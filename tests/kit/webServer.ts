import type { TestEnvironment } from './engines.ts';
import { freePort, startChild, until, type Child } from './child.ts';

export interface WebServer extends Child {
	/** http://localhost:port, the ORIGIN it was started with. */
	origin: string;
	port: number;
}

/** The production web process on a port of its own; resolves when it answers. */
export async function startWebServer(
	environment: TestEnvironment,
	extra: Record<string, string> = {}
): Promise<WebServer> {
	const port = extra.PORT ? Number(extra.PORT) : await freePort();
	const origin = `http://localhost:${port}`;
	const child = startChild('web.js', [], {
		...environment,
		HOST: '127.0.0.1',
		ORIGIN: origin,
		...extra,
		PORT: String(port)
	});
	// On a machine that is busy with other things.
	await until(() => answers(port), child, {
		what: 'the web process did not answer',
		timeoutMs: 90_000
	});
	return { ...child, origin, port };
}

// Any status will do: /healthz says 503 for as long as no worker is up.
async function answers(port: number): Promise<boolean> {
	try {
		await fetch(`http://127.0.0.1:${port}/healthz`);
		return true;
	} catch {
		return false;
	}
}

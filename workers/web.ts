import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { listen, type Listening } from '#realtime/listen.server.ts';
import { originOf } from '#realtime/origin.server.ts';
import { config, type Config } from '#server/config.ts';
import { closeChannels } from '#server/jobs/channels.ts';
import { log } from '#server/log.ts';
import { closeStore, store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';

/** How long requests under way may take once we are asked to stop, and how long what Kit opened may take after that. */
const LAST_REQUESTS_MS = 5000;
const LAST_HANDLES_MS = 500;

try {
	await start(config());
} catch (error) {
	const reason = error instanceof Error ? error.message : String(error);
	log.error(`The web process could not start: ${reason}`, { error });
	process.exit(1);
}

async function start(settings: Config): Promise<void> {
	await migrate(store());
	outliveRebuilds();
	const server = createServer(ownRequests(await kitHandler(settings), settings));
	// Longer than clients and proxies keep a connection: what they send as we close it would be lost.
	server.keepAliveTimeout = 65_000;
	const live = listen(server);
	await listening(server, settings);
	stopOnSignal(server, live);
	// listen() on a TCP port gives an address of this kind.
	const { port } = server.address() as AddressInfo;
	process.stdout.write(JSON.stringify({ listening: port }) + '\n');
}

async function kitHandler(settings: Config): Promise<RequestListener> {
	// Kit's adapter reads it as it is imported, and takes every request for https where it is not set.
	process.env.ORIGIN = settings.ORIGIN;
	// Files attached to comments have up to 10 MB, watchlists 100 000 rows; the adapter stops at 512 kB by itself.
	process.env.BODY_SIZE_LIMIT ??= '40M';
	// Computed, so that esbuild leaves SvelteKit's own bundle alone.
	const path = new URL('../web/handler.js', import.meta.url).href;
	const { handler } = (await import(path)) as { handler: RequestListener };
	return handler;
}

/**
 * Kit accepts forms from one origin. People reach a laptop or a closed network under several names (localhost,
 * 127.0.0.1, the machine's address): a request that comes from a page of the very name it was sent to is presented
 * to Kit as coming from ORIGIN. Requests to names that are not ours are refused.
 */
function ownRequests(handler: RequestListener, settings: Config): RequestListener {
	return (request, response) => {
		const origin = originOf(request.headers, settings);
		if (origin === null) {
			response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' });
			response.end(
				'This server is not known by that name: set ORIGIN to the address people use.\n'
			);
			return;
		}
		if (request.headers.origin === origin) request.headers.origin = settings.ORIGIN;
		request.url = answeredAddress(request.url);
		return handler(request, response);
	};
}

/** Kit redirects whoever ends an address with a slash: programs are answered at once. */
function answeredAddress(url: string | undefined): string | undefined {
	return url?.replace(/^(\/api\/v1\/[^?]*[^?/])\/+(?=\?|$)/, '$1');
}

/** Kit's static files are opened as they are asked for: one that a new build took away must not end the process. */
function outliveRebuilds(): void {
	const pages = fileURLToPath(new URL('../web/', import.meta.url));
	process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT' && error.path?.startsWith(pages)) {
			log.warn('A file of the pages is gone: the app was built again. Start it anew.', { error });
			return;
		}
		log.error('The web process ends', { error });
		process.exit(1);
	});
}

function listening(server: Server, { PORT, HOST }: Config): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(PORT, HOST, resolve);
	});
}

function stopOnSignal(server: Server, live: Listening): void {
	let stopping = false;
	function onSignal(): void {
		// A second Ctrl-C means now.
		if (stopping) process.exit(1);
		stopping = true;
		stop(server, live).catch((error: unknown) => {
			log.error('could not stop in good order', { error });
			process.exit(1);
		});
	}
	process.on('SIGTERM', onSignal);
	process.on('SIGINT', onSignal);
}

/** Nothing new, then the rooms, then the requests under way, the engines last. */
async function stop(server: Server, live: Listening): Promise<void> {
	const closed = new Promise((resolve) => server.close(resolve));
	server.closeIdleConnections();
	const impatience = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
	await live.close();
	await closed;
	clearTimeout(impatience);
	// What adapter-node's own entry would tell Kit's hooks, whose bundle has engines of its own to close. Node types
	// its own events only.
	process.emit('sveltekit:shutdown' as 'exit', 0);
	closeChannels();
	await closeStore();
	setTimeout(() => process.exit(0), LAST_HANDLES_MS).unref();
}

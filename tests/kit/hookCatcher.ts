import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface CaughtHook {
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** lie: promises a long answer and sends little of it. flood: an answer without an end. */
type HookMood = 'take' | 'fail' | 'redirect' | 'stall' | 'drop' | 'lie' | 'flood';

/** A program that listens to webhooks, or misbehaves as it is told. */
export async function startHookCatcher() {
	const caught: CaughtHook[] = [];
	let mood: HookMood = 'take';
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = Buffer.concat(chunks).toString();
			caught.push({ path: request.url ?? '', headers: request.headers, body });
			answer(response);
		});
	});

	function answer(response: ServerResponse): void {
		response.on('error', () => undefined);
		if (mood === 'stall') return;
		if (mood === 'drop') return void response.destroy();
		if (mood === 'fail') return void response.writeHead(500).end('no');
		if (mood === 'redirect') return void response.writeHead(302, { location: '/elsewhere' }).end();
		if (mood === 'lie') {
			response.writeHead(200, { 'content-length': '1000000000' }).write('short');
			return;
		}
		response.writeHead(200);
		if (mood === 'take') return void response.end('ok');
		const flood = () => {
			while (!response.destroyed && response.write('x'.repeat(65_536)));
		};
		response.on('drain', flood);
		flood();
	}

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	// Listening on a port: an address with a port.
	const { port } = server.address() as AddressInfo;
	return {
		port,
		url: `http://127.0.0.1:${port}/hook`,
		caught,
		be: (wanted: HookMood) => {
			mood = wanted;
		},
		stop: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}

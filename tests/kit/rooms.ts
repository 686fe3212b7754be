import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { listen, type Listening } from '#realtime/listen.server.ts';
import { Room } from '#realtime/room.svelte.ts';
import type { Site } from '#realtime/site.ts';
import { store } from '#server/store/client.ts';
import { sessions } from '#server/store/sessions.ts';
import type { Person } from './people.ts';

/** A web server that has rooms and nothing else; the code under test is the same as in production. */
export async function startRooms({
	port = 0,
	...options
}: { port?: number; sessionCheckMs?: number; absenceMs?: number } = {}): Promise<{
	origin: string;
	live: Listening;
	close(): Promise<void>;
}> {
	const server = createServer((_request, response) => response.end());
	const live = listen(server, options);
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	// listen() on a TCP port gives an address of this kind.
	const address = server.address() as AddressInfo;
	async function close(): Promise<void> {
		await live.close();
		await new Promise((resolve) => server.close(resolve));
	}
	return { origin: `http://127.0.0.1:${address.port}`, live, close };
}

/** What a browser's tab has around a room: its cookie and Origin go along, its storage outlives it. */
export function siteOf(person: Person, origin: string, storage: Storage | null = null): Site {
	const headers = { cookie: person.cookie };
	class BrowserSocket extends WebSocket {
		constructor(address: string | URL) {
			super(address, { origin, headers });
		}
	}
	return {
		sockets: origin.replace('http', 'ws'),
		// ws has every member that y-websocket uses of the browser's class.
		WebSocket: BrowserSocket as unknown as Site['WebSocket'],
		storage,
		isSignedIn: async () => (await sessions(store()).findOne({ _id: person.sessionId })) !== null
	};
}

/** A tab of this person in a room: the browser half as it is shipped. */
export function openRoom(
	person: Person,
	at: { origin: string; name: string; storage?: Storage; newsMark?: string }
): Room {
	const { id, displayName } = person.user;
	const hasDocument = /^(?:object|session)-/.test(at.name);
	const site = siteOf(person, at.origin, at.storage);
	const known = at.newsMark === undefined ? {} : { newsMark: at.newsMark };
	return new Room({ name: at.name, user: { id, name: displayName }, hasDocument, ...known }, site);
}

/** A bare socket, for what no browser of ours would send. */
export function openSocket(
	address: string,
	headers: Record<string, string>
): Promise<{ socket: WebSocket } | { status: number }> {
	return new Promise((resolve, reject) => {
		const socket = new WebSocket(address, { headers });
		socket.once('open', () => resolve({ socket }));
		socket.once('unexpected-response', (_request, response) => {
			response.destroy();
			resolve({ status: response.statusCode ?? 0 });
		});
		socket.on('error', reject);
	});
}

import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { admit, ROOMS_PATH, type Admission, type Refusal } from './admission.server.ts';
import { Member } from './member.server.ts';
import { CLOSE, encodeUpToDate, MAX_MESSAGE_BYTES } from './protocol.ts';
import { Rooms } from './rooms.server.ts';
import { watchMembers } from './watchMembers.server.ts';

export interface Listening {
	/** Writes what was received, tells every browser to come back later, and lets go of the engines. */
	close(): Promise<void>;
}

interface Options {
	/** Upgrades to other paths: Vite's hot reload in development. Elsewhere nobody else would answer them. */
	foreignUpgrades?: 'refuse' | 'leave';
	/** How often the sessions behind open sockets are checked. */
	sessionCheckMs?: number;
	/** How long somebody may be away from a vetting session without having left it. */
	absenceMs?: number;
}

/** How long browsers get to answer our close frame. */
const GOODBYE_MS = 2000;

/** Serves the rooms on the web server's own port and origin, at /yjs/<room>. */
export function listen(server: Server, options: Options = {}): Listening {
	const { foreignUpgrades = 'refuse', sessionCheckMs = 60_000, absenceMs } = options;
	const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
	let rooms: Promise<Rooms> | null = null;
	let closing = false;

	server.on('upgrade', onUpgrade);
	const stopWatching = watchMembers({
		members: async () => (rooms ? (await rooms).members() : []),
		everyMs: sessionCheckMs
	});

	function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		if (!request.url?.startsWith(ROOMS_PATH)) {
			if (foreignUpgrades === 'refuse') refuse(socket, { status: 404, sentence: 'Not here.' });
			return;
		}
		// A browser that goes away while we check it is nobody's error.
		socket.on('error', () => socket.destroy());
		upgrade(request, socket, head).catch((error: unknown) => {
			log.error('could not open a socket', { error });
			refuse(socket, { status: 503, sentence: 'The server cannot reach its database.' });
		});
	}

	async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		if (closing) return refuse(socket, { status: 503, sentence: 'The server is going away.' });
		const admission = await admit(request);
		if ('status' in admission) return refuse(socket, admission);
		const open = await openRooms();
		if (closing || socket.destroyed) return void socket.destroy();
		sockets.handleUpgrade(request, socket, head, (ws) => {
			enter(open, ws, admission).catch((error: unknown) => {
				log.error('could not open a room', { room: admission.room, error });
				ws.close(CLOSE.failed, 'the room could not be read');
				// Paused, it would not read the browser's answer, which then waits for half a minute.
				ws.resume();
			});
		});
	}

	async function enter(open: Rooms, ws: WebSocket, admission: Admission): Promise<void> {
		// What the browser sends while the room loads waits in its socket.
		ws.pause();
		const name = admission.room;
		const member = new Member(ws, admission);
		ws.on('error', (error) => log.info('a socket failed', { room: name, error: error.message }));
		const joining = open.join(name, member);
		ws.once('close', () => {
			// Whoever awaits `joining` below reports that it failed.
			joining.then((room) => open.leave(room, member)).catch(() => undefined);
		});
		const room = await joining;
		ws.on('message', (message: Buffer, isBinary) => {
			if (!member.isOpen) return;
			if (!isBinary) return member.close(CLOSE.unsupported, 'binary messages only');
			member.meter(message.length);
			room.receive(member, message);
		});
		room.welcome(member);
		if (open.isUpToDate(name, admission.loadedAt)) member.send(encodeUpToDate());
		ws.resume();
	}

	/** Opened with the first visitor, and again with the next one should that fail. */
	function openRooms(): Promise<Rooms> {
		rooms ??= Rooms.open(store(), absenceMs).catch((error: unknown) => {
			rooms = null;
			throw error;
		});
		return rooms;
	}

	async function close(): Promise<void> {
		closing = true;
		server.off('upgrade', onUpgrade);
		stopWatching();
		const open = await rooms?.catch(() => null);
		if (open) await sayGoodbye(open);
		sockets.close();
		await open?.close();
	}

	return { close };
}

async function sayGoodbye(open: Rooms): Promise<void> {
	const members = open.members();
	for (const { socket } of members) socket.pause();
	await open.drained();
	// Who left while we waited has closed already, and would never tell so again.
	const still = members.filter(({ socket }) => socket.readyState !== socket.CLOSED);
	const closed = still.map(({ socket }) => new Promise((resolve) => socket.once('close', resolve)));
	for (const member of members) {
		member.close(CLOSE.goingAway, 'the server restarts');
		member.socket.resume();
	}
	const timer = setTimeout(() => members.forEach(({ socket }) => socket.terminate()), GOODBYE_MS);
	await Promise.all(closed);
	clearTimeout(timer);
}

function refuse(socket: Duplex, { status, sentence }: Refusal): void {
	if (socket.destroyed) return;
	const head = [
		`HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
		'Connection: close',
		'Content-Type: text/plain; charset=utf-8',
		`Content-Length: ${Buffer.byteLength(sentence)}`
	];
	socket.end(`${head.join('\r\n')}\r\n\r\n${sentence}`);
}

import { randomUUID } from 'node:crypto';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Announcement } from '#schema/announcement.ts';
import { onAnnouncement } from '#server/jobs/announce.ts';
import { channelName, heardSince, publish, subscribe } from '#server/jobs/channels.ts';
import { log } from '#server/log.ts';
import type { Store } from '#server/store/client.ts';
import { watchYUpdates } from '#server/store/yDocs.ts';
import { Attendance } from './attendance.server.ts';
import { LiveRoom } from './liveRoom.server.ts';
import type { Member } from './member.server.ts';
import { concernsAllObjects, RecentNews } from './recentNews.server.ts';

const HEARTBEAT_MS = 10_000;

/** What web processes tell each other of presence: who is here, or the question. */
type PresenceNews = { process: string; room: string; update: Uint8Array | null };

/** All rooms of this process that have somebody in them. */
export class Rooms {
	readonly #store: Store;
	readonly #process: string = randomUUID();
	readonly #rooms = new Map<string, LiveRoom>();
	readonly #attendance: Attendance;
	readonly #news = new RecentNews();
	#listensSince = Infinity;
	readonly #heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
	readonly #evictions = new Set<Promise<void>>();
	#stops: (() => void | Promise<void>)[] = [];

	private constructor(store: Store, graceMs: number | undefined) {
		this.#store = store;
		this.#attendance = new Attendance(graceMs);
	}

	/** Subscribes to what other processes write, then serves. Rejects when MongoDB does not answer. */
	static async open(store: Store, graceMs?: number): Promise<Rooms> {
		const rooms = new Rooms(store, graceMs);
		const stopWatching = await watchYUpdates(store, {
			onUpdate: (row) => {
				if (row.by !== rooms.#process) rooms.#rooms.get(row.room)?.hearEdit(row.bytes);
			},
			onGap: () => rooms.#catchUp()
		});
		rooms.#stops.push(stopWatching);
		// Redis may be away: presence and announcements then wait for it, documents do not.
		void rooms.#keep(rooms.#listen());
		void rooms.#keep(subscribe(presenceChannel(), (message) => rooms.#hearPresence(message)));
		return rooms;
	}

	/** The room, loading it for its first visitor; its member counts from now on. Rejects when it cannot be read. */
	async join(name: string, member: Member): Promise<LiveRoom> {
		const room = this.#rooms.get(name) ?? this.#start(name);
		room.members.add(member);
		try {
			await room.ready;
		} catch (error) {
			if (this.#rooms.get(name) === room) this.#rooms.delete(name);
			throw error;
		}
		this.#attendance.enter(name, member.user);
		return room;
	}

	/** Lets a member go; the last one closes the room once everything is on disk. */
	leave(room: LiveRoom, member: Member): void {
		room.leave(member);
		this.#attendance.leave(room.name, member.user);
		if (room.members.size > 0) return;
		const closing = this.#evict(room).finally(() => this.#evictions.delete(closing));
		this.#evictions.add(closing);
	}

	/** Whether a page that was loaded at a moment shows what there is: whoever is a member already hears the rest. */
	isUpToDate(name: string, loadedAt: number | null): boolean {
		const since = heardSince();
		if (loadedAt === null || since === null) return false;
		const heard = { heardSince: Math.max(since, this.#listensSince), now: performance.now() };
		return this.#news.isQuiet(name, loadedAt, heard);
	}

	members(): Member[] {
		return [...this.#rooms.values()].flatMap((room) => [...room.members]);
	}

	/** Resolves when every edit received is on disk. */
	async drained(): Promise<void> {
		await Promise.all([...this.#rooms.values()].map((room) => room.drained()));
	}

	async close(): Promise<void> {
		clearInterval(this.#heartbeat);
		await this.drained();
		await Promise.all(this.#evictions);
		await this.#attendance.close();
		for (const stop of this.#stops) await stop();
	}

	async #listen(): Promise<() => void> {
		const stop = await onAnnouncement((news) => this.#tell(news));
		this.#listensSince = performance.now();
		return stop;
	}

	#tell(news: Announcement): void {
		this.#news.hear(news, performance.now());
		this.#rooms.get(news.topic)?.announce(news);
		if (!concernsAllObjects(news)) return;
		for (const [name, room] of this.#rooms) if (name.startsWith('object-')) room.announce(news);
	}

	#start(name: string): LiveRoom {
		const room = new LiveRoom(name, {
			store: this.#store,
			process: this.#process,
			publishPresence: (update) => this.#publish({ process: this.#process, room: name, update })
		});
		this.#rooms.set(name, room);
		this.#publish({ process: this.#process, room: name, update: null });
		return room;
	}

	async #evict(room: LiveRoom): Promise<void> {
		await room.drained();
		// Somebody came in while the last edits were written, or it is closed already.
		if (room.members.size > 0 || this.#rooms.get(room.name) !== room) return;
		this.#rooms.delete(room.name);
		await room.close();
	}

	#beat(): void {
		for (const room of this.#rooms.values()) room.heartbeat();
	}

	#catchUp(): void {
		for (const room of this.#rooms.values()) {
			room.catchUp().catch((error: unknown) => {
				log.warn('could not read a room again', { room: room.name, error });
			});
		}
	}

	async #keep(subscription: Promise<() => void>): Promise<void> {
		try {
			this.#stops.push(await subscription);
		} catch (error) {
			log.error('could not subscribe', { error });
		}
	}

	#publish(news: PresenceNews): void {
		// Presence is told again with the next heartbeat.
		publish(presenceChannel(), encodeNews(news)).catch(() => undefined);
	}

	#hearPresence(message: Uint8Array): void {
		const { process, room: name, update } = decodeNews(message);
		const room = this.#rooms.get(name);
		if (!room || process === this.#process) return;
		if (update) room.hearPresence(process, update);
		else room.tellPresence();
	}
}

function presenceChannel(): string {
	return channelName('presence');
}

function encodeNews({ process, room, update }: PresenceNews): Buffer {
	const bytes = encoding.encode((encoder) => {
		encoding.writeVarString(encoder, process);
		encoding.writeVarString(encoder, room);
		if (update) encoding.writeVarUint8Array(encoder, update);
	});
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function decodeNews(message: Uint8Array): PresenceNews {
	const decoder = decoding.createDecoder(message);
	const process = decoding.readVarString(decoder);
	const room = decoding.readVarString(decoder);
	const update = decoding.hasContent(decoder) ? decoding.readVarUint8Array(decoder) : null;
	return { process, room, update };
}

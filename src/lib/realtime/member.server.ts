import type { WebSocket } from 'ws';
import type { User } from '#schema/user.ts';
import type { Admission } from './admission.server.ts';
import { CLOSE, encodeAcknowledged } from './protocol.ts';

/** A reader this far behind is cut off; it reconnects and catches up by its state vector. */
const MAX_UNSENT_BYTES = 4 * 1024 * 1024;
/** What a socket may send at length, and in one go: fast typing with a moving pointer is about 40 messages a second. */
const MESSAGES_PER_SECOND = 200;
const MESSAGES_AT_ONCE = 2000;
const BYTES_PER_SECOND = 512 * 1024;
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/** One person's socket in a room. */
export class Member {
	readonly socket: WebSocket;
	/** As of the last check of the session. */
	user: User;
	readonly mayAnnotate: boolean;
	/** The Cookie header it came with. */
	readonly cookie: string | undefined;
	/** Edit messages received, and how many of them are on disk. */
	received = 0;
	#acknowledged = 0;
	#messages = new Allowance(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE);
	#bytes = new Allowance(BYTES_PER_SECOND, BYTES_AT_ONCE);

	constructor(socket: WebSocket, admission: Admission) {
		this.socket = socket;
		this.user = admission.user;
		this.mayAnnotate = admission.mayAnnotate;
		this.cookie = admission.cookie;
	}

	get isOpen(): boolean {
		return this.socket.readyState === this.socket.OPEN;
	}

	send(message: Uint8Array): void {
		if (!this.isOpen) return;
		if (this.socket.bufferedAmount > MAX_UNSENT_BYTES) {
			this.close(CLOSE.tooSlow, 'too slow');
			return;
		}
		this.socket.send(message);
	}

	/** Tells the browser that its first `count` edit messages are on disk. */
	acknowledge(count: number): void {
		if (count <= this.#acknowledged) return;
		this.#acknowledged = count;
		this.send(encodeAcknowledged(count));
	}

	close(code: number, reason: string): void {
		if (this.isOpen) this.socket.close(code, reason);
	}

	/** Counts a message; a socket that sends faster than allowed is not read from until it has waited its turn. */
	meter(bytes: number): void {
		const now = performance.now();
		const waitMs = Math.max(this.#messages.take(1, now), this.#bytes.take(bytes, now));
		if (waitMs === 0 || this.socket.isPaused) return;
		this.socket.pause();
		setTimeout(() => this.socket.resume(), waitMs).unref();
	}
}

/** A token bucket that may go into debt: the debt is what to wait for. */
class Allowance {
	readonly #perSecond: number;
	readonly #most: number;
	#left: number;
	#at = performance.now();

	constructor(perSecond: number, most: number) {
		this.#perSecond = perSecond;
		this.#most = most;
		this.#left = most;
	}

	/** Takes `amount` and answers for how many milliseconds nothing more should be taken. */
	take(amount: number, now: number): number {
		const earned = ((now - this.#at) / 1000) * this.#perSecond;
		this.#left = Math.min(this.#most, this.#left + earned) - amount;
		this.#at = now;
		return this.#left >= 0 ? 0 : (-this.#left / this.#perSecond) * 1000;
	}
}

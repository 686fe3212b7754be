import type { User } from '#schema/user.ts';
import { noteArrival, noteDeparture } from '#server/commands/sessions/attendance.ts';
import { log } from '#server/log.ts';

/** From one page of a session to another, or over a dropped connection, nobody has left. */
const GRACE_MS = 15_000;

/** Who came into which session and who left it, as their sockets say: what the minutes know of it. */
export class Attendance {
	readonly #graceMs: number;
	/** By session and person: sockets open in this process. */
	readonly #open = new Map<string, number>();
	readonly #leaving = new Map<string, ReturnType<typeof setTimeout>>();
	/** One after the other: somebody who reloads a page comes in after having gone out. */
	#noting: Promise<void> = Promise.resolve();

	constructor(graceMs = GRACE_MS) {
		this.#graceMs = graceMs;
	}

	enter(room: string, user: User): void {
		const sessionId = sessionOf(room);
		if (sessionId === null) return;
		const key = `${sessionId}/${user.id}`;
		this.#open.set(key, (this.#open.get(key) ?? 0) + 1);
		clearTimeout(this.#leaving.get(key));
		if (this.#leaving.delete(key)) return;
		if (this.#open.get(key) === 1) this.#note(() => noteArrival(user, sessionId));
	}

	leave(room: string, user: User): void {
		const sessionId = sessionOf(room);
		if (sessionId === null) return;
		const key = `${sessionId}/${user.id}`;
		const open = (this.#open.get(key) ?? 1) - 1;
		if (open > 0) {
			this.#open.set(key, open);
			return;
		}
		this.#open.delete(key);
		const timer = setTimeout(() => {
			this.#leaving.delete(key);
			this.#note(() => noteDeparture(user, sessionId));
		}, this.#graceMs);
		this.#leaving.set(key, timer.unref());
	}

	/** Whoever is cut off because this process goes away will be back: nobody is noted as gone. */
	async close(): Promise<void> {
		for (const timer of this.#leaving.values()) clearTimeout(timer);
		this.#leaving.clear();
		await this.#noting;
	}

	#note(act: () => Promise<void>): void {
		this.#noting = this.#noting.then(act).catch((error: unknown) => {
			log.warn('could not note who is in a session', { error });
		});
	}
}

function sessionOf(room: string): string | null {
	const [, sessionId] = /^session-(.+)$/.exec(room) ?? [];
	return sessionId ?? null;
}

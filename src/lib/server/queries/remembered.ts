import { createHash } from 'node:crypto';
import type { Queue } from '#schema/queue.ts';
import type { Opinion } from '../store/opinions.ts';

/**
 * Statistics on votes, kept as long as the votes they were made of are the same: somebody who may see other votes never gets
 * what was made of more. Per process, the latest few.
 */
export class Remembered<T> {
	readonly #kept = new Map<string, { votes: string; value: Promise<T> }>();
	readonly #most: number;

	constructor(most: number) {
		this.#most = most;
	}

	get(
		{ queue, opinions, key }: { queue: Queue; opinions: readonly Opinion[]; key: string },
		make: () => Promise<T>
	): Promise<T> {
		const place = `${queue.id} ${key}`;
		const votes = fingerprint(queue, opinions);
		const known = this.#kept.get(place);
		this.#kept.delete(place);
		const value = known?.votes === votes ? known.value : make();
		this.#kept.set(place, { votes, value });
		const [oldest] = this.#kept.keys();
		if (this.#kept.size > this.#most) this.#kept.delete(oldest);
		value.catch(() => this.#forget(place, value));
		return value;
	}

	#forget(place: string, failed: Promise<T>): void {
		if (this.#kept.get(place)?.value === failed) this.#kept.delete(place);
	}
}

function fingerprint({ taxonomy, sealing }: Queue, opinions: readonly Opinion[]): string {
	const hash = createHash('sha1').update(`${taxonomy.name} ${taxonomy.version} ${sealing}\n`);
	for (const { id, classKey, countsAs, blind, updatedAt } of opinions)
		hash.update(`${id} ${classKey} ${countsAs} ${blind} ${updatedAt.getTime()}\n`);
	return hash.digest('base64');
}

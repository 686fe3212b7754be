import { expect } from 'vitest';

/** Polls an assertion for as long as a busy machine may need; a passing one costs no more than the wait itself. */
export function eventually<T>(read: () => T) {
	return expect.poll(read, { timeout: 20_000, interval: 20 });
}

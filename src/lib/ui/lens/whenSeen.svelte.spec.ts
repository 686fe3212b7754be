import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whenSeen } from './whenSeen.ts';

/** Tells of every element at once that it is in view. */
class EverythingSeen {
	readonly #tell: (entries: { isIntersecting: boolean }[]) => void;
	constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
		this.#tell = tell;
	}
	observe(): void {
		this.#tell([{ isIntersecting: true }]);
	}
	disconnect(): void {}
}

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('IntersectionObserver', EverythingSeen);
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

describe('what begins once it is seen', () => {
	it('begins at once where the page was asked for', () => {
		const begin = vi.fn();
		whenSeen(begin, { atOnce: true })(document.createElement('div'));
		vi.advanceTimersByTime(1);
		expect(begin).toHaveBeenCalledOnce();
	});

	it('waits otherwise, and never begins for somebody who leafs on', () => {
		const [stays, goes] = [vi.fn(), vi.fn()];
		whenSeen(stays)(document.createElement('div'));
		const leave = whenSeen(goes)(document.createElement('div'));
		vi.advanceTimersByTime(100);
		expect(stays).not.toHaveBeenCalled();
		leave?.();
		vi.advanceTimersByTime(1000);
		expect(stays).toHaveBeenCalledOnce();
		expect(goes).not.toHaveBeenCalled();
	});
});

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

class NothingSeen {
	observe(): void {}
	disconnect(): void {}
}

function elementAt(top: number): Element {
	const element = document.createElement('div');
	element.getBoundingClientRect = () => new DOMRect(0, top, 300, 200);
	return element;
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

	it('does not even wait for a frame where it stands in view, and does where it is far below', () => {
		const [inView, below] = [vi.fn(), vi.fn()];
		vi.stubGlobal('IntersectionObserver', NothingSeen);
		whenSeen(inView, { atOnce: true })(elementAt(100));
		whenSeen(below, { atOnce: true })(elementAt(innerHeight + 1000));
		expect(inView).toHaveBeenCalledOnce();
		vi.advanceTimersByTime(1000);
		expect(below).not.toHaveBeenCalled();
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

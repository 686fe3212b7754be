import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/** Somebody who leafs or scrolls on within this time did not want to see it. */
const WAIT_MS = 350;

const MARGIN_PX = 200;

/** Begins once the element is about to be seen, and tells by the signal that it went away. */
export function whenSeen(
	begin: (signal: AbortSignal) => void,
	{ atOnce = false } = {}
): Attachment<Element> {
	return (element) => {
		const gone = new AbortController();
		if (atOnce && isAboutToBeSeen(element)) {
			// What is read then is no reason to begin again.
			untrack(() => begin(gone.signal));
			return () => gone.abort();
		}
		let timer: ReturnType<typeof setTimeout> | undefined;
		const observer = new IntersectionObserver(
			(entries) => {
				if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
				observer.disconnect();
				timer = setTimeout(() => begin(gone.signal), atOnce ? 0 : WAIT_MS);
			},
			{ rootMargin: `${MARGIN_PX}px` }
		);
		observer.observe(element);
		return () => {
			observer.disconnect();
			clearTimeout(timer);
			gone.abort();
		};
	};
}

function isAboutToBeSeen(element: Element): boolean {
	const { top, bottom, width } = element.getBoundingClientRect();
	return width > 0 && bottom > -MARGIN_PX && top < innerHeight + MARGIN_PX;
}

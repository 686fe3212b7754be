import type { Attachment } from 'svelte/attachments';

/** Somebody who leafs or scrolls on within this time did not want to see it. */
const WAIT_MS = 350;

/** Begins once the element is about to be seen, and tells by the signal that it went away. */
export function whenSeen(
	begin: (signal: AbortSignal) => void,
	{ atOnce = false } = {}
): Attachment<Element> {
	return (element) => {
		const gone = new AbortController();
		let timer: ReturnType<typeof setTimeout> | undefined;
		const observer = new IntersectionObserver(
			(entries) => {
				if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
				observer.disconnect();
				timer = setTimeout(() => begin(gone.signal), atOnce ? 0 : WAIT_MS);
			},
			{ rootMargin: '200px' }
		);
		observer.observe(element);
		return () => {
			observer.disconnect();
			clearTimeout(timer);
			gone.abort();
		};
	};
}

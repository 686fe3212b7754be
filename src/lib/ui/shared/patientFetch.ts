type Fetch = typeof globalThis.fetch;

/** How long to wait before asking again, where the browser does not say that its network is back. */
const PAUSE_MS = 2000;

/**
 * A fetch that waits for the server where Kit asks for a page's data, and is as before for all else. Kit replaces the
 * page by the browser's own error page when such a request meets no network, and what was typed there is gone; a load
 * that waits leaves the page as it is, and shows what is new once the server answers.
 */
export function patientFetch(fetch: Fetch, pauseMs = PAUSE_MS): Fetch {
	return async (input, init) => {
		if (!isPageData(input)) return fetch(input, init);
		for (;;)
			try {
				return await fetch(input, init);
			} catch (error) {
				// Whatever else fails (an abort, say) is its caller's affair: no network is a TypeError.
				if (!(error instanceof TypeError)) throw error;
				await networkOr(pauseMs);
			}
	};
}

function isPageData(input: Parameters<Fetch>[0]): boolean {
	const address = input instanceof Request ? input.url : String(input);
	return /\/__data\.json(\?|$)/.test(address);
}

/** Resolves when the browser says its network is back, or after so long. */
function networkOr(pauseMs: number): Promise<void> {
	return new Promise((resolve) => {
		const go = () => {
			clearTimeout(timer);
			removeEventListener('online', go);
			resolve();
		};
		const timer = setTimeout(go, pauseMs);
		addEventListener('online', go);
	});
}

/** The surroundings of a room's browser half. */
export interface Site {
	/** ws://host or wss://host. */
	sockets: string;
	WebSocket: typeof WebSocket;
	/** Where unsent edits are kept; null where the browser forbids it. */
	storage: Storage | null;
	/** Asks the server; rejects when it does not answer. */
	isSignedIn(): Promise<boolean>;
}

/** This page's site; null while the page is rendered on the server, where no room is entered. */
export function browserSite(): Site | null {
	if (typeof document === 'undefined' || typeof location === 'undefined') return null;
	return {
		sockets: location.origin.replace(/^http/, 'ws'),
		WebSocket,
		storage: localStorageIfAllowed(),
		isSignedIn
	};
}

/** A browser cannot see why an upgrade was refused: without this question a signed-out page would retry for ever. */
async function isSignedIn(): Promise<boolean> {
	const response = await fetch('/api/v1/session', { headers: { accept: 'application/json' } });
	if (response.status === 401) return false;
	if (!response.ok) throw new Error(`the server answers ${response.status}`);
	return true;
}

function localStorageIfAllowed(): Storage | null {
	try {
		return localStorage;
	} catch {
		return null;
	}
}

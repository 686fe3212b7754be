/** Something the search found, and where it can be looked at. */
export interface Found {
	kind: string;
	title: string;
	about: string;
	href: string;
}

/** Objects, tags, comments and notes with these words in them; nothing when the server does not answer. */
export async function findAnything(text: string): Promise<Found[]> {
	const query = new URLSearchParams({ q: text, limit: '8' });
	try {
		const response = await fetch(`/api/v1/search?${query.toString()}`);
		if (!response.ok) return [];
		// Our own server's answer, in the shape of its query.
		return ((await response.json()) as { hits: Found[] }).hits;
	} catch {
		return [];
	}
}

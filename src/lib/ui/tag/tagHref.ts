/** The page of a tag; names may hold slashes and plus signs. */
export function tagHref(name: string, into?: string): string {
	const query = into === undefined ? '' : `?${new URLSearchParams({ into }).toString()}`;
	return `/tags/${encodeURIComponent(name)}${query}`;
}

/** Address of a form action that keeps the list's state in the URL: `?/vote&sort=eta`. */
export function actionHref(action: string, url: URL): string {
	const kept = [...url.searchParams].filter(([name]) => !name.startsWith('/'));
	const rest = new URLSearchParams(kept).toString();
	return `?/${action}${rest ? `&${rest}` : ''}`;
}

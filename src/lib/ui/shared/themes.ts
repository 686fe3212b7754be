export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const THEME_COOKIE = 'theme';

/** Tells a canvas when the tokens it was drawn with have changed. Returns how to stop. */
export function onThemeChange(listener: () => void): () => void {
	const observer = new MutationObserver(listener);
	observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
	const system = matchMedia('(prefers-color-scheme: dark)');
	system.addEventListener('change', listener);
	return () => {
		observer.disconnect();
		system.removeEventListener('change', listener);
	};
}

/** The colour a token has on this element now, as the browser resolves light-dark() and var(). */
export function tokenColour(element: HTMLElement, token: string): string {
	return tokenColours(element, [token])[0];
}

/** Of several tokens at once: styles are worked out once for all of them. */
export function tokenColours(element: HTMLElement, tokens: readonly string[]): string[] {
	const probes = tokens.map((token) => {
		const probe = document.createElement('span');
		probe.style.color = `var(${token})`;
		return probe;
	});
	const holder = document.createElement('span');
	holder.hidden = true;
	holder.append(...probes);
	(element.parentElement ?? document.body).append(holder);
	const colours = probes.map((probe) => getComputedStyle(probe).color);
	holder.remove();
	return colours;
}

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
	const probe = document.createElement('span');
	probe.style.color = `var(${token})`;
	probe.hidden = true;
	(element.parentElement ?? document.body).append(probe);
	const { color } = getComputedStyle(probe);
	probe.remove();
	return color;
}

import type { TagSuggestion } from '#schema/page.ts';
import type { Choice } from '#ui/shared/Combobox.svelte';
import { plural } from '#ui/shared/numbers.ts';

/** Tags for the text so far, as a box offers them; none when nobody answers. */
export async function suggestTags(text: string): Promise<Choice[]> {
	const response = await fetch(`/api/v1/tags/suggest?q=${encodeURIComponent(text)}`).catch(
		() => null
	);
	if (!response?.ok) return [];
	// Our own endpoint: its answer is TagSuggestion[].
	const found = (await response.json()) as TagSuggestion[];
	return found.map(({ name, synonym, approximate, uses, description }) => ({
		value: synonym ?? name,
		remark: synonym !== null ? `is “${name}”` : approximate ? 'did you mean?' : plural(uses, 'use'),
		about: description
	}));
}

/** What there is to say when another tag was put there than the word that was typed. */
export function saidInstead(done: unknown): string | null {
	// The answer of the command `applyTag`.
	const { tag, typed } = done as { tag: string; typed: string | null };
	return typed === null ? null : `“${typed}” is called “${tag}” here: that tag was added.`;
}

import type { Mentionable } from '#schema/comment.ts';
import type { Choice } from '#ui/shared/Combobox.svelte';

/** People one of whose names begins so; none when nobody answers: writing goes on without. */
export async function peopleBeginning(text: string): Promise<Mentionable[]> {
	const response = await fetch(`/api/v1/people/suggest?q=${encodeURIComponent(text)}`).catch(
		() => null
	);
	// Our own endpoint.
	return response?.ok ? ((await response.json()) as Mentionable[]) : [];
}

/** The same as a box offers them, by their user names. */
export async function suggestPeople(text: string): Promise<Choice[]> {
	const people = await peopleBeginning(text);
	return people.map(({ username, displayName }) => ({ value: username, about: displayName }));
}

import type { Tag } from '#schema/label.ts';
import type { TagSuggestion } from '#schema/page.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { searchTags } from '../search/tagIndex.ts';
import { store } from '../store/client.ts';
import { findTags, tagsContaining } from '../store/tags.ts';

/**
 * Tags that begin with the text, then those that contain it, then those that are a typo away. The first two come from
 * the database, so that a tag made a moment ago is found and the search engine may be away.
 */
export async function suggestTags(
	user: User | null,
	text: string,
	limit = 8
): Promise<TagSuggestion[]> {
	mayOrRefuse(user, 'view');
	const wanted = text.trim().toLowerCase().slice(0, 60);
	const [exact, similarNames] = await Promise.all([
		tagsContaining(store(), wanted, limit),
		// The search engine drops signs, and of nothing finds everything.
		/[\p{L}\p{N}]/u.test(wanted) ? searchTags(wanted, limit) : null
	]);
	const known = new Set(exact.map((tag) => tag.name));
	const newNames = (similarNames ?? []).filter((name) => !known.has(name));
	const similar = await findTags(store(), newNames);
	// In the search engine's order: the nearest spelling first.
	similar.sort((a, b) => newNames.indexOf(a.name) - newNames.indexOf(b.name));
	return [...exact, ...similar].slice(0, limit).map((tag) => suggestion(tag, wanted));
}

function suggestion({ name, description, colour, uses }: Tag, wanted: string): TagSuggestion {
	return { name, description, colour, uses, approximate: !name.includes(wanted) };
}

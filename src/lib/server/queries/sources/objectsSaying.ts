import type { User } from '#schema/user.ts';
import { store } from '../../store/client.ts';
import { findEntries } from '../../store/searchable.ts';
import { objectsWithTags } from '../../store/tags.ts';
import { search } from '../search.ts';

/** Of each kind of thing with words in it. */
const MOST = 2000;

/**
 * The objects whose name, tags, comments or notes have these words, typos forgiven: what the search of the app finds.
 * `cut`: a kind of thing has more of them than are looked at.
 */
export async function objectsSaying(
	reader: User,
	text: string
): Promise<{ objectIds: Set<string>; forgiving: boolean; cut: boolean }> {
	const { groups, forgiving } = await search(reader, text, { limit: MOST });
	const keysOf = (kind: string) =>
		groups.filter((group) => group.kind === kind).flatMap(({ hits }) => hits.map(({ key }) => key));
	const [tagged, comments, notes] = await Promise.all([
		objectsWithTags(store(), keysOf('tag')),
		findEntries(store(), 'comment', keysOf('comment')),
		findEntries(store(), 'note', keysOf('note'))
	]);
	const about = [...comments, ...notes].flatMap(({ objectId }) => objectId ?? []);
	const objectIds = new Set([...keysOf('object'), ...about]);
	for (const objects of tagged.values()) for (const id of objects) objectIds.add(id);
	return { objectIds, forgiving, cut: groups.some(({ more }) => more) };
}

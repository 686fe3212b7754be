import { Failure } from '#schema/failure.ts';
import {
	DEFAULT_TAG_PROTOCOL,
	taggedKindSchema,
	type Tag,
	type TagApplication,
	type TaggedKind
} from '#schema/label.ts';
import type { TagSuggestion } from '#schema/page.ts';
import type { ShownTag, TagsShown } from '#schema/tagPage.ts';
import type { User } from '#schema/user.ts';
import { may, mayOrRefuse } from '../auth/may.ts';
import { findSimilar } from '../search/searchIndex.ts';
import { store } from '../store/client.ts';
import { readTagProtocol } from '../store/settings.ts';
import { findTags, tagsContaining } from '../store/tagVocabulary.ts';
import { tagsOf } from '../store/tags.ts';
import { signedIn } from './signedIn.ts';

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
	const [exact, similar] = await Promise.all([
		tagsContaining(store(), wanted, limit),
		// The search engine drops signs, and of nothing finds everything.
		/[\p{L}\p{N}]/u.test(wanted) ? findSimilar(wanted, { kinds: ['tag'], limit }) : null
	]);
	const known = new Set(exact.map((tag) => tag.name));
	const newNames = (similar ?? []).map(({ key }) => key).filter((name) => !known.has(name));
	const found = await findTags(store(), newNames);
	// In the search engine's order: the nearest spelling first.
	found.sort((a, b) => newNames.indexOf(a.name) - newNames.indexOf(b.name));
	return [...exact, ...found].slice(0, limit).map((tag) => suggestion(tag, wanted));
}

function suggestion(tag: Tag, wanted: string): TagSuggestion {
	const { name, description, colour, uses, synonyms } = tag;
	const synonym = name.includes(wanted)
		? null
		: (synonyms.find((word) => word.includes(wanted)) ?? null);
	const approximate = !name.includes(wanted) && synonym === null;
	return { name, description, colour, uses, synonym, approximate };
}

export async function tagsShown(
	user: User | null,
	{ kind, id }: { kind: TaggedKind; id: string }
): Promise<TagsShown> {
	const reader = signedIn(user);
	const [tags, protocol] = await Promise.all([describedTags(kind, id), tagProtocol()]);
	return { tags, protocol, mayTag: may(reader, 'tag') };
}

/** Tags on one thing, oldest first, with what the vocabulary says of them. */
export async function describedTags(kind: TaggedKind, id: string): Promise<ShownTag[]> {
	return described(await tagsOf(store(), kind, [id]));
}

/** The tags on something named by whoever asks. */
export async function tagsOn(
	user: User | null,
	named: { kind: string; id: string }
): Promise<TagApplication[]> {
	signedIn(user);
	const kind = taggedKindSchema.safeParse(named.kind);
	if (!kind.success) throw new Failure('Invalid', kind.error.issues[0].message, 'kind');
	return tagsOf(store(), kind.data, [named.id]);
}

/** Tags on each of many things. */
export async function tagsByTarget(
	user: User | null,
	kind: TaggedKind,
	ids: string[]
): Promise<Record<string, ShownTag[]>> {
	signedIn(user);
	const byId: Record<string, ShownTag[]> = {};
	for (const application of await described(await tagsOf(store(), kind, ids))) {
		(byId[application.target.id] ??= []).push(application);
	}
	return byId;
}

/** The written rules beside the box. */
export async function tagProtocol(): Promise<string> {
	return (await readTagProtocol(store())) ?? DEFAULT_TAG_PROTOCOL;
}

async function described(applications: TagApplication[]): Promise<ShownTag[]> {
	const names = new Set(applications.map(({ tag }) => tag));
	const words = await findTags(store(), [...names]);
	const byName = new Map(words.map((word) => [word.name, word]));
	return applications.map((application) => ({
		...application,
		colour: byName.get(application.tag)?.colour ?? 10,
		description: byName.get(application.tag)?.description ?? ''
	}));
}

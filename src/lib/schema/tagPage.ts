import type { Tag, TagApplication, TagChange, TaggedKind } from './label.ts';

/** A tag on something, with what the vocabulary says of it. */
export type ShownTag = TagApplication & Pick<Tag, 'colour' | 'description'>;

/** What a thing's page shows of tags. */
export interface TagsShown {
	tags: ShownTag[];
	protocol: string;
	mayTag: boolean;
}

/** A change of tags as a page lists it. */
export type ListedTagChange = TagChange & { mayUndo: boolean };

/** What this user may do to tags; asked of may() once. */
interface Allowed {
	tag: boolean;
	describe: boolean;
	merge: boolean;
}

export interface VocabularyPage {
	tags: Tag[];
	protocol: string;
	changes: ListedTagChange[];
	allowed: Allowed;
}

/** What a rename would do, before it is done. */
export interface RenamePreview {
	kind: 'rename' | 'merge';
	/** The tag that stays. */
	into: string;
	/** What carries the tag that goes, by kind. */
	counts: Partial<Record<TaggedKind, number>>;
	/** Things that carry both. */
	doubles: number;
	/** Words that become synonyms of the one that stays. */
	synonyms: string[];
}

export interface TagPage {
	tag: Tag;
	/** What carries it, the latest first, with the page that shows it. */
	applications: (TagApplication & { name: string; href: string | null })[];
	counts: Partial<Record<TaggedKind, number>>;
	changes: ListedTagChange[];
	/** Null when no other name was asked for, or none that can be had; `refusal` then says why. */
	preview: RenamePreview | null;
	refusal: string | null;
	allowed: Allowed;
}

import { Failure } from '#schema/failure.ts';
import type { Tag, TagApplication, TagChange, TaggedKind } from '#schema/label.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { candidatesOfObjects } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { findImages } from '../store/images.ts';
import { findObjects } from '../store/objects.ts';
import { findRun } from '../store/runs.ts';
import { doubleApplications, latestTagChanges } from '../store/tagChanges.ts';
import { findTag, listTags, tagMeantBy } from '../store/tagVocabulary.ts';
import { applicationsOfTag, countByKind } from '../store/tags.ts';
import { signedIn } from './signedIn.ts';
import { tagProtocol } from './tags.ts';

import type { RenamePreview, TagPage, VocabularyPage } from '#schema/tagPage.ts';

/** All words, the most used first, and what was lately done to them. */
export async function vocabularyPage(user: User | null): Promise<VocabularyPage> {
	const reader = signedIn(user);
	const [tags, protocol, changes] = await Promise.all([
		listTags(store()),
		tagProtocol(),
		latestTagChanges(store(), { limit: 20 })
	]);
	return {
		tags,
		protocol,
		changes: changes.map((change) => ({ ...change, mayUndo: mayUndo(reader, change) })),
		allowed: allowedTo(reader)
	};
}

const MOST_SHOWN = 200;

/** One tag with all it is on. Of a synonym, the tag it stands for. */
export async function tagPage(
	user: User | null,
	name: string,
	newName: string | null
): Promise<TagPage> {
	const reader = signedIn(user);
	const word = name.trim().toLowerCase();
	const tag = (await tagMeantBy(store(), word)) ?? (await tagBefore(word));
	if (!tag) throw new Failure('NotFound', `There is no tag “${name}”.`);
	const into = newName?.trim().toLowerCase() ?? '';
	const [applications, counts, changes, preview] = await Promise.all([
		applicationsOfTag(store(), tag.name, MOST_SHOWN),
		countByKind(store(), tag.name),
		latestTagChanges(store(), { limit: 10, word: tag.name }),
		into === '' || into === tag.name ? null : renamePreview(tag, into)
	]);
	return {
		tag,
		applications: await named(applications),
		counts,
		changes: changes.map((change) => ({ ...change, mayUndo: mayUndo(reader, change) })),
		preview,
		refusal: into === tag.name ? 'Type another name than the one it has.' : null,
		allowed: allowedTo(reader)
	};
}

/** Of a new name that was undone: the tag under the name it had before. */
async function tagBefore(word: string): Promise<Tag | null> {
	const [latest] = await latestTagChanges(store(), { limit: 1, word });
	if (!latest?.undoneAt || latest.into !== word || latest.from === null) return null;
	return tagMeantBy(store(), latest.from);
}

async function renamePreview(tag: Tag, into: string): Promise<RenamePreview> {
	const meant = await tagMeantBy(store(), into);
	const stays = meant && meant.name !== tag.name ? await findTag(store(), meant.name) : null;
	const [counts, doubles] = await Promise.all([
		countByKind(store(), tag.name),
		stays ? doubleApplications(store(), { from: tag.name, into: stays.name }) : []
	]);
	return {
		kind: stays ? 'merge' : 'rename',
		into: stays?.name ?? into,
		counts,
		doubles: doubles.length,
		synonyms: [tag.name, ...tag.synonyms].filter((word) => word !== into)
	};
}

async function named(applications: TagApplication[]): Promise<TagPage['applications']> {
	const ids = (kind: TaggedKind) =>
		applications.flatMap(({ target }) => (target.kind === kind ? [target.id] : []));
	const [objects, candidates, images, runs] = await Promise.all([
		findObjects(store(), ids('object')),
		candidatesOfObjects(store(), ids('object')),
		findImages(store(), ids('image').map(Number)),
		Promise.all(ids('run').map((id) => findRun(store(), Number(id))))
	]);
	const runNames = new Map(runs.flatMap((run) => (run ? [[String(run.id), run.name]] : [])));
	const imageNames = new Map(images.map(({ id, name }) => [String(id), name]));
	const places = new Map(candidates.map((candidate) => [candidate.objectId, candidate]));
	const shown: Record<TaggedKind, (id: string) => { name: string; href: string | null }> = {
		object: (id) => {
			const place = places.get(id);
			const page = objects.has(id) ? `/objects/${id}` : null;
			const href = place ? `/queues/${place.queueId}/${place.id}` : page;
			return { name: objects.get(id)?.name ?? 'object', href };
		},
		run: (id) => orGone(runNames.get(id), { gone: `deleted run ${id}`, page: `/runs/${id}` }),
		image: (id) => orGone(imageNames.get(id), { gone: `image ${id}`, page: `/images/${id}` }),
		measurement: (id) => ({ name: `measurement ${id}`, href: `/measurements/${id}` })
	};
	return applications.map((application) => {
		const { kind, id } = application.target;
		return { ...application, ...shown[kind](id) };
	});
}

function orGone(name: string | undefined, { gone, page }: { gone: string; page: string }) {
	return { name: name ?? gone, href: name === undefined ? null : page };
}

function mayUndo(reader: User, change: TagChange): boolean {
	if (change.undoneAt || (change.kind === 'batch' && change.changed === 0)) return false;
	return may(reader, 'mergeTags') || (change.kind === 'batch' && change.byId === reader.id);
}

function allowedTo(reader: User): VocabularyPage['allowed'] {
	return {
		tag: may(reader, 'tag'),
		describe: may(reader, 'describeTag'),
		merge: may(reader, 'mergeTags')
	};
}

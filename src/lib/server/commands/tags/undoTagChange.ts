import { Failure } from '#schema/failure.ts';
import { undoTagChangeSchema, type Tag, type TagChange, type TagTarget } from '#schema/label.ts';
import type { User } from '#schema/user.ts';
import { may, mayOrRefuse } from '../../auth/may.ts';
import { store, type Transaction } from '../../store/client.ts';
import {
	findTagChange,
	laterChangeOf,
	markTagChangeUndone,
	turnApplicationsBack,
	type TagChangeKept
} from '../../store/tagChanges.ts';
import { deleteTag, findTag, tagMeantBy, writeTag } from '../../store/tagVocabulary.ts';
import { applicationsOfTag, deleteTagBatch } from '../../store/tags.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceTags } from './announceTags.ts';
import { settleWord } from './settleWord.ts';

/** What an undoing has brought about. */
export interface Undone {
	change: TagChange;
	/** Applications taken away (batch), or turned back (rename, merge). */
	turned: number;
	/** Of the applications that had given way, those that are back. */
	returned: number;
}

const MOST_TOLD = 500;

/**
 * Takes a batch's tags off again, or gives a renamed or merged word its own life back. What people changed since stays
 * as they want it: tags taken off stay off, descriptions stay as they are now.
 */
export async function undoTagChange(context: CommandContext, input: unknown): Promise<Undone> {
	const { commandId, changeId } = parse(undoTagChangeSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'tag');
	const { targets, ...undone } = await once(
		context,
		{ command: 'undoTagChange', commandId },
		async (transaction) => {
			const change = await changeOrRefuse(user, changeId, transaction);
			const done = isOfWords(change)
				? await turnBack(change, transaction)
				: await takeOff(change, transaction);
			const byName = user.displayName;
			await markTagChangeUndone(store(), { id: changeId, byName, at: new Date() }, transaction);
			const { kind, from, into } = change;
			const event = {
				action: 'undoTagChange',
				target: `tag ${into}`,
				before: { kind, from, into }
			};
			await audit(user, event, transaction);
			return done;
		}
	);
	const { from, into } = undone.change;
	for (const word of from === null ? [into] : [from, into]) await settleWord(word);
	const turned = from === null ? [] : await applicationsOfTag(store(), from, MOST_TOLD);
	await announceTags(user, [...targets, ...turned.map(({ target }) => target)]);
	return undone;
}

type OfWords = TagChangeKept & { from: string; fromBefore: Tag };

function isOfWords(change: TagChangeKept): change is OfWords {
	return change.from !== null && change.fromBefore !== null;
}

async function changeOrRefuse(
	user: User,
	changeId: string,
	transaction: Transaction
): Promise<TagChangeKept> {
	const change = await findTagChange(store(), changeId, transaction);
	if (!change) throw new Failure('NotFound', 'This change of tags is not known.', 'changeId');
	const isOwnBatch = change.kind === 'batch' && change.byId === user.id;
	if (!isOwnBatch && !may(user, 'mergeTags')) {
		throw new Failure(
			'NotPermitted',
			`Only ${change.byName} or a curator may undo this. Ask one of them.`
		);
	}
	if (change.undoneAt) {
		throw new Failure('Conflict', `${change.undoneByName} has undone this already.`, 'changeId');
	}
	return change;
}

async function takeOff(change: TagChangeKept, transaction: Transaction) {
	const removed = await deleteTagBatch(store(), change.id, transaction);
	const targets = removed.map(({ target }) => target);
	return { change: said(change), turned: removed.length, returned: 0, targets };
}

async function turnBack(change: OfWords, transaction: Transaction) {
	const { from, into, fromBefore } = change;
	const joint = await jointOrRefuse(change, transaction);
	const counts = await turnApplicationsBack(store(), change, transaction);
	// Synonyms that were given to another tag since stay there.
	const own = fromBefore.synonyms.filter((word) => joint.synonyms.includes(word));
	if (change.kind === 'rename') {
		await deleteTag(store(), into, transaction);
		const synonyms = [...new Set([...joint.synonyms, ...own])].filter((word) => word !== from);
		await writeTag(store(), { ...joint, name: from, synonyms }, transaction);
	} else {
		const synonyms = joint.synonyms.filter((word) => word !== from && !own.includes(word));
		await writeTag(store(), { ...joint, synonyms }, transaction);
		await writeTag(store(), { ...fromBefore, synonyms: own }, transaction);
	}
	const targets: TagTarget[] = [];
	return { change: said(change), ...counts, targets };
}

/** The tag that the two words share now, where they can still be told apart. */
async function jointOrRefuse({ from, into }: OfWords, transaction: Transaction): Promise<Tag> {
	const later = await laterChangeOf(store(), into, transaction);
	if (later) {
		throw new Failure(
			'Conflict',
			`“${into}” has become “${later.into}” since (${later.byName}). Undo that first.`,
			'changeId'
		);
	}
	const joint = await findTag(store(), into, transaction);
	const meant = await tagMeantBy(store(), from, transaction);
	if (!joint) throw new Failure('Conflict', `There is no tag “${into}” any more.`, 'changeId');
	if (meant && meant.name !== into) {
		throw new Failure(
			'Conflict',
			meant.name === from
				? `A new tag “${from}” has been made since. Rename that one first.`
				: `“${from}” has become a synonym of “${meant.name}” since. Take it out there first.`,
			'changeId'
		);
	}
	return joint;
}

function said({
	id,
	kind,
	from,
	into,
	changed,
	doubles,
	byId,
	byName,
	at
}: TagChangeKept): TagChange {
	const done = { undoneByName: null, undoneAt: null };
	return { id, kind, from, into, changed, doubles, byId, byName, at, ...done };
}

import { Failure } from '#schema/failure.ts';
import { renameTagSchema, type Tag, type TagChange } from '#schema/label.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store, type Transaction } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { doubleApplications, insertTagChange, turnApplications } from '../../store/tagChanges.ts';
import { deleteTag, findTag, tagMeantBy, writeTag } from '../../store/tagVocabulary.ts';
import { applicationsOfTag } from '../../store/tags.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceTags } from './announceTags.ts';
import { settleWord } from './settleWord.ts';

/** What gives way is kept for undoing in one document, which holds 16 MiB. */
const MOST_DOUBLES = 20_000;
const MOST_TOLD = 500;

/**
 * Gives a tag another name. Where a tag of that name (or with that synonym) is there already, the two become one: things
 * that carried both keep the tag that stays. Either way the old word becomes a synonym, and undoTagChange turns it back.
 */
export async function renameTag(context: CommandContext, input: unknown): Promise<TagChange> {
	const { commandId, from, into } = parse(renameTagSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'mergeTags');
	const change = await once(context, { command: 'renameTag', commandId }, async (transaction) => {
		const { fromTag, intoTag } = await wordsOrRefuse(from, into, transaction);
		const gaveWay = intoTag
			? await doubleApplications(store(), { from, into: intoTag.name }, transaction)
			: [];
		if (gaveWay.length > MOST_DOUBLES) throw tooMany(gaveWay.length);
		const stays = intoTag ?? { ...fromTag, name: into };
		const turning = { from, into: stays.name, changeId: newId(), gaveWay };
		const changed = await turnApplications(store(), turning, transaction);
		// Before the other word takes its synonyms over: each belongs to one tag.
		await deleteTag(store(), from, transaction);
		await writeTag(store(), { ...stays, synonyms: jointSynonyms(stays, fromTag) }, transaction);
		const done: TagChange = {
			id: turning.changeId,
			kind: intoTag ? 'merge' : 'rename',
			from,
			into: stays.name,
			changed,
			doubles: gaveWay.length,
			byId: user.id,
			byName: user.displayName,
			at: new Date(),
			undoneByName: null,
			undoneAt: null
		};
		const kept = { ...done, fromBefore: fromTag, intoBefore: intoTag, gaveWay };
		await insertTagChange(store(), kept, transaction);
		const event = {
			action: `${done.kind}Tag`,
			target: `tag ${from}`,
			before: fromTag,
			after: done
		};
		await audit(user, event, transaction);
		return done;
	});
	// What was put on something meanwhile follows.
	await settleWord(from);
	const turned = await applicationsOfTag(store(), change.into, MOST_TOLD);
	await announceTags(
		user,
		turned.map(({ target }) => target)
	);
	return change;
}

async function wordsOrRefuse(
	from: string,
	into: string,
	transaction: Transaction
): Promise<{ fromTag: Tag; intoTag: Tag | null }> {
	const fromTag = await findTag(store(), from, transaction);
	if (!fromTag) throw new Failure('NotFound', `There is no tag “${from}” (any more).`, 'from');
	if (from === into) {
		throw new Failure('Invalid', 'Type another name than the one it has.', 'into');
	}
	const meant = await tagMeantBy(store(), into, transaction);
	// A tag may take one of its own synonyms for its name.
	return { fromTag, intoTag: meant?.name === from ? null : meant };
}

function jointSynonyms(stays: Tag, goes: Tag): string[] {
	const words = new Set([...stays.synonyms, ...goes.synonyms, goes.name]);
	words.delete(stays.name);
	return [...words];
}

function tooMany(doubles: number): Failure {
	return new Failure(
		'Invalid',
		`${doubles} things carry both tags; at most ${MOST_DOUBLES} can be merged so that it can be undone. Take one of the tags off some of them first.`,
		'into'
	);
}

import { applyTagSchema, type AppliedTag } from '#schema/label.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store } from '../../store/client.ts';
import { insertTag, tagMeantBy } from '../../store/tagVocabulary.ts';
import { deleteTagApplication, insertTagApplication } from '../../store/tags.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceTags } from './announceTags.ts';
import { seenInOrRefuse } from './seenInOrRefuse.ts';
import { settleWord } from './settleWord.ts';

/**
 * Puts a tag on something. A word that nobody used before enters the vocabulary; of a synonym, the tag it stands for is
 * put there, and the answer says so.
 */
export async function applyTag(context: CommandContext, input: unknown): Promise<AppliedTag> {
	const { commandId, target, tag: word } = parse(applyTagSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'tag');
	const applied = await once(context, { command: 'applyTag', commandId }, async (transaction) => {
		const tag = (await tagMeantBy(store(), word, transaction))?.name ?? word;
		const application: AppliedTag = {
			target,
			tag,
			typed: tag === word ? null : word,
			byId: user.id,
			byName: user.displayName,
			at: new Date(),
			...(await seenInOrRefuse(target, transaction))
		};
		if (await insertTagApplication(store(), application, transaction)) {
			const { byId, byName, at } = application;
			await insertTag(store(), { name: tag, byId, byName, at }, transaction);
			const event = { action: 'applyTag', target: `${target.kind} ${target.id}`, after: tag };
			await audit(user, event, transaction);
		}
		return application;
	});
	await settleWord(applied.tag);
	await announceTags(user, [target]);
	return applied;
}

/** Takes a tag off something; who had put it there stays in the record. False when it was not there. */
export async function removeTag(context: CommandContext, input: unknown): Promise<boolean> {
	const { commandId, target, tag: word } = parse(applyTagSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'tag');
	const removed = await once(context, { command: 'removeTag', commandId }, async (transaction) => {
		const tag = (await tagMeantBy(store(), word, transaction))?.name ?? word;
		const before = await deleteTagApplication(store(), { target, tag }, transaction);
		if (!before) return null;
		const event = { action: 'removeTag', target: `${target.kind} ${target.id}`, before };
		await audit(user, event, transaction);
		return tag;
	});
	if (removed === null) return false;
	await settleWord(removed);
	await announceTags(user, [target]);
	return true;
}

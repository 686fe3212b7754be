import { Failure } from '#schema/failure.ts';
import { describeTagSchema, tagProtocolSchema, type Tag } from '#schema/label.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { announce } from '../../jobs/announce.ts';
import { store, type Transaction } from '../../store/client.ts';
import { readTagProtocol, storeTagProtocol } from '../../store/settings.ts';
import { findTag, findTagsMeant, writeTag } from '../../store/tagVocabulary.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { settleWord } from './settleWord.ts';

/** Says what a tag of the vocabulary means, its colour, and by which other words it goes. */
export async function describeTag(context: CommandContext, input: unknown): Promise<Tag> {
	const { commandId, name, description, colour, synonyms } = parse(describeTagSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'describeTag');
	const tag = await once(context, { command: 'describeTag', commandId }, async (transaction) => {
		const before = await findTag(store(), name, transaction);
		if (!before) throw new Failure('NotFound', `There is no tag “${name}”.`, 'name');
		if (synonyms) await refuseTaken(name, synonyms, transaction);
		const after = { ...before, description, colour, synonyms: synonyms ?? before.synonyms };
		await writeTag(store(), after, transaction);
		await audit(user, { action: 'describeTag', target: `tag ${name}`, before, after }, transaction);
		return after;
	});
	for (const word of [name, ...tag.synonyms]) await settleWord(word);
	await announceVocabulary(context);
	return tag;
}

/** Writes down how the team tags, for everybody to read beside the box. */
export async function writeTagProtocol(context: CommandContext, input: unknown): Promise<string> {
	const { commandId, text } = parse(tagProtocolSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'describeTag');
	const written = await once(
		context,
		{ command: 'writeTagProtocol', commandId },
		async (transaction) => {
			const before = await readTagProtocol(store(), transaction);
			await storeTagProtocol(store(), text, transaction);
			const event = { action: 'writeTagProtocol', target: 'tags', before, after: text };
			await audit(user, event, transaction);
			return text;
		}
	);
	await announceVocabulary(context);
	return written;
}

async function refuseTaken(
	name: string,
	synonyms: string[],
	transaction: Transaction
): Promise<void> {
	if (synonyms.includes(name)) {
		throw new Failure('Invalid', `“${name}” is the tag itself: take it out.`, 'synonyms');
	}
	for (const tag of await findTagsMeant(store(), synonyms, transaction)) {
		if (tag.name === name) continue;
		const word = synonyms.find((synonym) => synonym === tag.name);
		throw word === undefined
			? new Failure(
					'Conflict',
					`“${synonyms.find((synonym) => tag.synonyms.includes(synonym))}” is a synonym of “${tag.name}” already.`,
					'synonyms'
				)
			: new Failure(
					'Conflict',
					`“${word}” is a tag of its own. Merge it into “${name}” instead: it then becomes a synonym.`,
					'synonyms'
				);
	}
}

function announceVocabulary({ user }: CommandContext): Promise<void> {
	return announce({ topic: 'tags', kind: 'tag', byId: user.id, byName: user.displayName });
}

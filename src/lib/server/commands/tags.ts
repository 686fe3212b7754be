import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import { applyTagSchema, tagNameSchema, type Tag, type TagApplication } from '#schema/label.ts';
import { commandIdSchema } from '#schema/vote.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { indexTag } from '../search/tagIndex.ts';
import { store } from '../store/client.ts';
import {
	deleteTagApplication,
	describeTagWith,
	insertTagApplication,
	recountTag
} from '../store/tags.ts';
import { announceLabel } from './announceLabel.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { labelledObject } from './labelledObject.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';

const describeTagSchema = z.object({
	commandId: commandIdSchema,
	name: tagNameSchema,
	description: z.string().trim().max(400, 'A description has at most 400 characters.'),
	colour: z.coerce.number().int().min(1).max(10)
});

/** Puts a tag on an object. A word that nobody used before enters the vocabulary. */
export async function applyTag(context: CommandContext, input: unknown): Promise<TagApplication> {
	const { commandId, objectId, tag } = parse(applyTagSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'tag');
	const applied = await once(context, { command: 'applyTag', commandId }, async (transaction) => {
		const application: TagApplication = {
			objectId,
			tag,
			byId: user.id,
			byName: user.displayName,
			at: new Date(),
			...(await labelledObject(objectId, transaction))
		};
		if (await insertTagApplication(store(), application, transaction)) {
			const event = { action: 'applyTag', target: `object ${objectId}`, after: tag };
			await audit(user, event, transaction);
		}
		return application;
	});
	await Promise.all([reindex(tag), announceLabel(user, 'tag', objectId)]);
	return applied;
}

/** Takes a tag off an object; who had put it there stays in the record. False when it was not there. */
export async function removeTag(context: CommandContext, input: unknown): Promise<boolean> {
	const { commandId, objectId, tag } = parse(applyTagSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'tag');
	const removed = await once(context, { command: 'removeTag', commandId }, async (transaction) => {
		const before = await deleteTagApplication(store(), { objectId, tag }, transaction);
		if (!before) return false;
		await audit(user, { action: 'removeTag', target: `object ${objectId}`, before }, transaction);
		return true;
	});
	await Promise.all([reindex(tag), announceLabel(user, 'tag', objectId)]);
	return removed;
}

/** Says what a tag of the vocabulary means, and its colour. */
export async function describeTag(context: CommandContext, input: unknown): Promise<Tag> {
	const { commandId, name, description, colour } = parse(describeTagSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'describeTag');
	const tag = await once(context, { command: 'describeTag', commandId }, async (transaction) => {
		const change = { name, description, colour };
		const before = await describeTagWith(store(), change, transaction);
		if (!before) throw new Failure('NotFound', `There is no tag “${name}”.`, 'name');
		const after = { ...before, ...change };
		await audit(user, { action: 'describeTag', target: `tag ${name}`, before, after }, transaction);
		return after;
	});
	await reindex(name);
	return tag;
}

async function reindex(name: string): Promise<void> {
	const tag = await recountTag(store(), name);
	if (tag) indexTag(tag);
}

import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { watchObjectSchema, type SeenEpochs } from '#schema/watch.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { announce } from '../jobs/announce.ts';
import { store, type Store, type Transaction } from '../store/client.ts';
import { shownGenerations } from '../store/generations.ts';
import { findObject } from '../store/objects.ts';
import { findSourceOfObject } from '../store/sources.ts';
import { deleteWatch, putWatch } from '../store/watches.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';

/** Watches an object: this person is told when a run brings a new measurement of it. */
export async function watchObject(context: CommandContext, input: unknown): Promise<boolean> {
	const { commandId, objectId, reason } = parse(watchObjectSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'watch');
	await once(context, { command: 'watchObject', commandId }, (transaction) =>
		setWatch(store(), { user, objectId, reason }, transaction)
	);
	await tell(user);
	return true;
}

/** Ends this person's watch on an object; true when there was one. */
export async function unwatchObject(context: CommandContext, input: unknown): Promise<boolean> {
	const { commandId, objectId } = parse(watchObjectSchema.omit({ reason: true }), input);
	const { user } = context;
	mayOrRefuse(user, 'watch');
	const ended = await once(
		context,
		{ command: 'unwatchObject', commandId },
		async (transaction) => {
			const before = await deleteWatch(store(), { userId: user.id, objectId }, transaction);
			if (!before) return false;
			const event = {
				action: 'unwatchObject',
				target: `object ${objectId}`,
				before: before.reason
			};
			await audit(user, event, transaction);
			return true;
		}
	);
	await tell(user);
	return ended;
}

/** As watchObject, inside another command's transaction; that one checks the right and announces. */
export async function setWatch(
	store: Store,
	{ user, objectId, reason }: { user: User; objectId: string; reason: string },
	transaction: Transaction
): Promise<void> {
	if (!(await findObject(store, objectId, transaction)))
		throw new Failure('NotFound', 'This object does not exist.', 'objectId');
	const seen = await knownEpochs(store, objectId);
	await putWatch(store, { userId: user.id, objectId, reason, seen }, transaction);
	const event = { action: 'watchObject', target: `object ${objectId}`, after: reason };
	await audit(user, event, transaction);
}

/** What is measured already is not news. */
async function knownEpochs(store: Store, objectId: string): Promise<SeenEpochs | null> {
	const found = await findSourceOfObject(store, objectId, await shownGenerations(store));
	if (!found) return null;
	const { mjd } = found.lightCurve;
	return { epochs: mjd.length, lastMjd: Math.max(...mjd) };
}

async function tell(user: User): Promise<void> {
	const by = { byId: user.id, byName: user.displayName };
	await announce({ topic: `user-${user.id}`, kind: 'watch', ...by });
}

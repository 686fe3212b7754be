import { Failure } from '#schema/failure.ts';
import { noteFavouriteSchema, toggleFavouriteSchema } from '#schema/favourite.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { flipFavourite, noteOnFavourite } from '../store/favourites.ts';
import { findObject } from '../store/objects.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';

/** Turns this person's star on an object on or off; true when it is on now. The note comes back with the star. */
export async function toggleFavourite(context: CommandContext, input: unknown): Promise<boolean> {
	const { commandId, objectId } = parse(toggleFavouriteSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'favourite');
	// Announced to nobody: what a person keeps is theirs.
	return once(context, { command: 'toggleFavourite', commandId }, async (transaction) => {
		if (!(await findObject(store(), objectId, transaction))) {
			throw new Failure('NotFound', 'This object does not exist.');
		}
		const flipped = await flipFavourite(store(), { userId: user.id, objectId }, transaction);
		const event = { action: 'toggleFavourite', target: `object ${objectId}`, after: flipped };
		await audit(user, event, transaction);
		return flipped;
	});
}

/** Writes the note on one of this person's favourites. */
export async function noteFavourite(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, objectId, note } = parse(noteFavouriteSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'favourite');
	await once(context, { command: 'noteFavourite', commandId }, async (transaction) => {
		const about = { userId: user.id, objectId, note };
		const before = await noteOnFavourite(store(), about, transaction);
		if (before === null)
			throw new Failure(
				'NotFound',
				'This object is not among your favourites (any more).',
				'objectId'
			);
		const event = { action: 'noteFavourite', target: `object ${objectId}` };
		await audit(user, { ...event, before, after: note }, transaction);
	});
}

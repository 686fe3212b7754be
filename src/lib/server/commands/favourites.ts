import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import { commandIdSchema } from '#schema/vote.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { flipFavourite } from '../store/favourites.ts';
import { findObject } from '../store/objects.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';

const toggleFavouriteSchema = z.object({
	commandId: commandIdSchema,
	objectId: z.string().min(1).max(64)
});

/** Turns this person's star on an object on or off; true when it is on now. */
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

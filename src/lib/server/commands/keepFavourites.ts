import { chosenObjectsSchema } from '#schema/chosenSources.ts';
import { Failure } from '#schema/failure.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { store, type Transaction } from '../store/client.ts';
import { favouritesOf, flipFavourite } from '../store/favourites.ts';
import { findObjects } from '../store/objects.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';

/** Puts this person's star on many objects; those that have it keep it. Answers how many are new. */
export async function keepFavourites(context: CommandContext, input: unknown): Promise<number> {
	const { commandId, targetIds } = parse(chosenObjectsSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'favourite');
	// Announced to nobody: what a person keeps is theirs.
	return once(context, { command: 'keepFavourites', commandId }, async (transaction) => {
		const [objects, kept] = await Promise.all([
			findObjects(store(), targetIds),
			favouritesOf(store(), user.id)
		]);
		const gone = targetIds.find((id) => !objects.has(id));
		if (gone !== undefined)
			throw new Failure('NotFound', `Object ${gone} does not exist (any more).`, 'targetIds');
		const has = new Set(kept.map(({ objectId }) => objectId));
		const added = [...new Set(targetIds)].filter((id) => !has.has(id));
		// One after the other: a transaction has one session.
		for (const objectId of added) await keep({ userId: user.id, objectId }, transaction);
		await audit(
			user,
			{ action: 'keepFavourites', target: `user ${user.id}`, after: added },
			transaction
		);
		return added.length;
	});
}

/** The list of favourites ends somewhere: a star that it did not show is put back. */
async function keep(
	star: { userId: string; objectId: string },
	transaction: Transaction
): Promise<void> {
	const isOn = await flipFavourite(store(), star, transaction);
	if (!isOn) await flipFavourite(store(), star, transaction);
}

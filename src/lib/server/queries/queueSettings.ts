import { Failure } from '#schema/failure.ts';
import type { QueueSettingsPage } from '#schema/queuePage.ts';
import { lostClasses } from '#schema/taxonomyMove.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { classesInUse } from '../commands/queues/classesInUse.ts';
import { store } from '../store/client.ts';
import { findTaxonomy } from '../store/taxonomies.ts';
import { queueChoices } from './queueChoices.ts';
import { queueOrRefuse } from './queues.ts';
import { signedIn } from './signedIn.ts';

/**
 * A queue's settings for whoever may change them; with a class list to move to, which classes in use it lacks.
 */
export async function queueSettingsPage(
	user: User | null,
	queueId: string,
	moveTo: string | null
): Promise<QueueSettingsPage> {
	const reader = signedIn(user);
	const queue = await queueOrRefuse(queueId);
	mayOrRefuse(reader, 'changeQueue', { ownerId: queue.createdBy });
	const choices = await queueChoices(reader);
	if (moveTo === null) return { queue, choices, move: null };
	const target = await findTaxonomy(store(), moveTo);
	if (!target) throw new Failure('NotFound', 'This class list does not exist.', 'taxonomyId');
	const lost = lostClasses(queue.taxonomy, target, await classesInUse(queue));
	return { queue, choices, move: { target, lost } };
}

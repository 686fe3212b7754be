import { z } from 'zod';
import { LIKELY } from '#schema/eseScore.ts';
import type { CompletenessPage } from '#schema/honeypot.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { completenessTables } from './completenessTables.ts';
import { queueOrRefuse } from './queues.ts';
import { signedIn } from './signedIn.ts';

const thresholdSchema = z.coerce.number().min(0).max(1).catch(LIKELY);

/** How complete and how pure a queue's vetting is. */
export async function completenessPage(
	user: User | null,
	queueId: string,
	address: URLSearchParams
): Promise<CompletenessPage> {
	const reader = signedIn(user);
	const queue = await queueOrRefuse(queueId);
	const asked = address.get('threshold') ?? '';
	const threshold = thresholdSchema.parse(asked === '' ? undefined : asked);
	return {
		queue,
		...(await completenessTables(queue, threshold, reader.id)),
		mayChange: may(reader, 'changeQueue', { ownerId: queue.createdBy })
	};
}

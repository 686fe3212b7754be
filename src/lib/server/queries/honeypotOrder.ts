import type { CandidateList } from '#schema/queue.ts';
import {
	candidatesOfQueue,
	type CandidateFacts,
	type CandidatePlace
} from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { factsWithEvent } from './honeypotEvidence.ts';
import type { Masks } from './honeypots.ts';

const NUMBERS: Partial<Record<CandidateList['sort'], keyof CandidateFacts>> = {
	eta: 'etaPeak',
	v: 'vPeak',
	maxFlux: 'maxFluxPeak'
};

/** A list that is sorted by a number stands in the order of the numbers that it shows, made events included. */
export async function placedByMasks(
	places: CandidatePlace[],
	{ queueId, list, masks }: { queueId: string; list: CandidateList; masks: Masks }
): Promise<CandidatePlace[]> {
	const field = NUMBERS[list.sort];
	if (masks.size === 0 || field === undefined) return places;
	const numbers = new Map(
		(await candidatesOfQueue(store(), queueId)).map(({ id, facts }) => {
			const mask = masks.get(id);
			const value = (mask ? factsWithEvent(facts, mask) : facts)[field];
			return [id, typeof value === 'number' ? value : -Infinity];
		})
	);
	const sign = list.order === 'desc' ? -1 : 1;
	const of = ({ id }: CandidatePlace) => numbers.get(id) ?? -Infinity;
	// As the database sorts: what was not measured counts as least, equals stand by rank.
	return [...places].sort((a, b) => {
		const [x, y] = [of(a), of(b)];
		return x === y ? a.rank - b.rank : sign * (x < y ? -1 : 1);
	});
}

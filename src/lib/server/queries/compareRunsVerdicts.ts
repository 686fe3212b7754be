import type { VerdictDifference } from '#schema/compareRuns.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { queuesOfRuns } from '../store/queues.ts';
import { outcomePage } from './outcomes.ts';

/** Each of them is read with all its votes. */
const MOST_QUEUES = 20;

type Stand = NonNullable<VerdictDifference['a']> & { name: string; at: number };

/**
 * Objects on which the verdicts that stand in the queues of two runs differ, as far as this person may see them: what is
 * sealed from them in its queue is not here either.
 */
export async function verdictDifferences(
	user: User,
	a: number,
	b: number
): Promise<VerdictDifference[]> {
	const [inA, inB] = await Promise.all([verdictsOfRun(user, a), verdictsOfRun(user, b)]);
	const differences: VerdictDifference[] = [];
	for (const objectId of new Set([...inA.keys(), ...inB.keys()])) {
		const [one, other] = [inA.get(objectId) ?? null, inB.get(objectId) ?? null];
		if (one?.classKey === other?.classKey && one !== null && other !== null) continue;
		const name = (one ?? other)?.name ?? objectId;
		differences.push({ objectId, name, a: shown(one), b: shown(other) });
	}
	// Whose class changed before those that only one run's people have judged.
	return differences.sort((x, y) => rank(x) - rank(y) || (x.name < y.name ? -1 : 1));
}

/** By object, the latest of several queues. */
async function verdictsOfRun(user: User, runId: number): Promise<Map<string, Stand>> {
	const standing = new Map<string, Stand>();
	for (const queue of (await queuesOfRuns(store(), [runId])).slice(-MOST_QUEUES)) {
		const { verdicts } = await outcomePage(user, queue.id);
		for (const { status, objectId, name, classKey, countsAs, byName, at } of verdicts) {
			if (status !== 'standing') continue;
			const time = at?.getTime() ?? 0;
			if ((standing.get(objectId)?.at ?? -1) > time) continue;
			const place = { queueId: queue.id, queueName: queue.name };
			standing.set(objectId, { classKey: countsAs ?? classKey, byName, ...place, name, at: time });
		}
	}
	return standing;
}

function shown(stand: Stand | null): VerdictDifference['a'] {
	if (!stand) return null;
	const { classKey, byName, queueId, queueName } = stand;
	return { classKey, byName, queueId, queueName };
}

function rank({ a, b }: VerdictDifference): number {
	return a && b ? 0 : 1;
}

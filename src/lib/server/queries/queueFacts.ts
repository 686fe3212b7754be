import type { PersonProgress, QueueMade } from '#schema/queuePage.ts';
import type { CandidateState, Queue, QueueOrigin } from '#schema/queue.ts';
import { namesNoClass } from '#schema/vote.ts';
import { median } from '#science/stats/median.ts';
import type { StateCounts } from '../store/stateCounts.ts';
import type { Opinion } from '../store/opinions.ts';

/** Those that name a run go on with its name. */
const ORIGINS: Record<
	Exclude<QueueOrigin['kind'], 'disagreements'>,
	{ text: string; ofRun: boolean }
> = {
	ranking: { text: 'what stands out in run', ofRun: true },
	newSources: { text: 'new sources of run', ofRun: true },
	savedQuery: { text: 'a saved query of run', ofRun: true },
	watchRule: { text: 'a watch rule on run', ofRun: true },
	watchlist: { text: 'a watchlist', ofRun: false },
	pasted: { text: 'a pasted list', ofRun: false },
	alerts: { text: 'chosen alerts', ofRun: false },
	objects: { text: 'chosen objects', ofRun: false }
};

/** What a queue was made from, in words, with where that can be looked at. */
export function madeFrom(
	{ origin, runId }: Pick<Queue, 'origin' | 'runId'>,
	runNames: ReadonlyMap<number, string>,
	queueNames: ReadonlyMap<string, string>
): QueueMade {
	if (origin.kind === 'disagreements') {
		const name = queueNames.get(origin.queueId);
		if (name === undefined) return { text: 'disagreements in a deleted queue', href: null };
		return { text: `disagreements in ${name}`, href: `/queues/${origin.queueId}` };
	}
	const { text, ofRun } = ORIGINS[origin.kind];
	if (!ofRun) return { text, href: null };
	const run = runId === null ? undefined : runNames.get(runId);
	// Several runs together: none of them is named.
	if (runId === null && origin.kind === 'savedQuery')
		return { text: 'a saved query of several runs', href: null };
	if (run === undefined) return { text: `${text} (deleted since)`, href: null };
	return { text: `${text} ${run}`, href: `/runs/${runId}` };
}

/**
 * Who has answered how much in the present rounds of a queue's candidates; the busiest first. Counts only, never classes: an
 * answer without a class is told from a vote where the reader may see it.
 */
export function peopleProgress(
	opinions: readonly Opinion[],
	seen: ReadonlySet<Opinion>,
	candidates: readonly { id: string; state: CandidateState }[]
): PersonProgress[] {
	const rounds = new Map(candidates.map(({ id, state }) => [id, state.round]));
	const byPerson = new Map<string, Opinion[]>();
	for (const opinion of opinions) {
		if (opinion.round !== rounds.get(opinion.candidateId)) continue;
		byPerson.set(opinion.userId, [...(byPerson.get(opinion.userId) ?? []), opinion]);
	}
	return [...byPerson]
		.map(([userId, given]) => {
			const withoutClass = given.filter((opinion) => isSeenWithoutClass(opinion, seen)).length;
			const seconds = given.flatMap((opinion) => opinion.seconds ?? []);
			return {
				id: userId,
				name: given[0].userName,
				votes: given.length - withoutClass,
				withoutClass,
				medianSeconds: seconds.length > 0 ? median(Float64Array.from(seconds)) : null,
				lastAt: new Date(Math.max(...given.map(({ updatedAt }) => updatedAt.getTime())))
			};
		})
		.sort((a, b) => b.votes - a.votes || (a.name < b.name ? -1 : 1));
}

function isSeenWithoutClass(opinion: Opinion, seen: ReadonlySet<Opinion>): boolean {
	return seen.has(opinion) && namesNoClass(opinion.classKey);
}

export function stateCounts(candidates: readonly { state: CandidateState }[]): StateCounts {
	const counts = { live: 0, routed: 0, retired: 0 };
	for (const { state } of candidates) counts[state.kind]++;
	return counts;
}

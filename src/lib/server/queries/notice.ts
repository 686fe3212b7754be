import { Failure } from '#schema/failure.ts';
import type { NoticePage, NoticeVotes } from '#schema/notice.ts';
import type { Queue } from '#schema/queue.ts';
import { classLabel, counted, type Counted } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';
import { namesNoClass, type Vote } from '#schema/vote.ts';
import { groupBy } from '#science/consensus/named.ts';
import {
	candidatesOfObjects,
	findCandidates,
	type CandidateWithFacts
} from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { shownGenerations } from '../store/generations.ts';
import { interestsIn } from '../store/interests.ts';
import { findObject } from '../store/objects.ts';
import { findQueue } from '../store/queues.ts';
import { findSourceOfObject } from '../store/sources.ts';
import { verdictsOfCandidate } from '../store/verdicts.ts';
import { votesOnCandidate } from '../store/votes.ts';
import { noticeText } from './noticeText.ts';
import { hiddenRepeats, withoutRepeats } from './hiddenRepeats.ts';
import { votesShownTo } from './revealed.ts';
import { isSealed } from './sealing.ts';
import { signedIn } from './signedIn.ts';

/** A draft notice about an object, filled from what this person may see of its record. */
export async function noticePage(
	user: User | null,
	objectId: string,
	address: string
): Promise<NoticePage> {
	const reader = signedIn(user);
	const object = await findObject(store(), objectId);
	if (!object) throw new Failure('NotFound', 'This object does not exist.');
	const generations = await shownGenerations(store());
	const [found, places, interests] = await Promise.all([
		findSourceOfObject(store(), objectId, generations),
		candidatesOfObjects(store(), [objectId]),
		interestsIn(store(), objectId)
	]);
	const candidates = await findCandidates(
		store(),
		places.map(({ id }) => id)
	);
	const votes = await Promise.all(candidates.map((candidate) => votesIn(reader, candidate)));
	const source = found?.source ?? null;
	const text = noticeText({
		object,
		source,
		runName: generations.find(({ runId }) => runId === source?.runId)?.runName ?? null,
		lightCurve: found?.lightCurve ?? null,
		votes: votes.flatMap((said) => said ?? []),
		interests: interests.filter(({ endedAt }) => endedAt === null),
		contact: reader.displayName,
		address
	});
	const latest = places.at(-1);
	const candidate = latest ? { queueId: latest.queueId, id: latest.id } : null;
	return { objectId, name: object.name, text, candidate };
}

/** Nothing of what is sealed from whoever drafts it: a notice goes out to everybody. */
async function votesIn(reader: User, candidate: CandidateWithFacts): Promise<NoticeVotes | null> {
	const queue = await findQueue(store(), candidate.queueId);
	if (!queue) return null;
	const [everyVote, verdicts, repeats] = await Promise.all([
		votesOnCandidate(store(), candidate.id),
		verdictsOfCandidate(store(), candidate.id),
		hiddenRepeats(queue, reader.id)
	]);
	const votes = withoutRepeats(everyVote, reader.id, repeats);
	const shown = counted(queue.taxonomy, votesShownTo(reader.id, queue, [candidate], votes)).filter(
		({ classKey }) => !namesNoClass(classKey)
	);
	const latest = lastRound(shown);
	const mine = votes.some(
		({ userId, round }) => userId === reader.id && round === candidate.state.round
	);
	const standing = verdicts.find(({ reopened }) => reopened === null);
	const hidden = isSealed(queue, candidate.state, mine) && standing?.byId === null;
	if (hidden || (!standing && latest.length === 0)) return null;
	return {
		queueName: queue.name,
		verdict: standing?.classKey
			? {
					label: classLabel(queue.taxonomy, standing.classKey),
					byName: standing.byName,
					at: standing.at
				}
			: null,
		tally: tallyOf(queue, latest),
		blind: latest.filter(({ blind }) => blind).length
	};
}

function lastRound(votes: readonly Counted<Vote>[]): Counted<Vote>[] {
	const round = votes.reduce((most, vote) => Math.max(most, vote.round), 0);
	return votes.filter((vote) => vote.round === round);
}

function tallyOf(queue: Queue, votes: readonly Counted<Vote>[]): NoticeVotes['tally'] {
	return [...groupBy(votes, ({ countsAs }) => countsAs)]
		.map(([classKey, own]) => ({
			label: classLabel(queue.taxonomy, classKey),
			votes: own.length
		}))
		.sort((a, b) => b.votes - a.votes);
}

import { Failure } from '#schema/failure.ts';
import type { SourceQuery } from '#schema/sourceQuery.ts';
import { counted } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';
import { candidateStates } from '../../store/candidateStates.ts';
import { store } from '../../store/client.ts';
import { objectsWithVotes, votesCast, type CastVote } from '../../store/objectsAsked.ts';
import { usersNamed } from '../../store/people.ts';
import { listAllQueues } from '../../store/queues.ts';
import { hiddenRepeatsIn, withoutRepeats } from '../hiddenRepeats.ts';
import { votesShownTo } from '../revealed.ts';

type Asked = Pick<SourceQuery, 'votedBy' | 'votedAs'>;

/**
 * Objects on which any of these people, or anybody, gave any of these answers, or any at all: in any queue and round, as far
 * as this person may see those votes. A sealed vote is as if it were not there, also where it says nothing but who gave it.
 */
export async function objectsVotedBy(
	reader: User,
	{ votedBy, votedAs }: Asked
): Promise<Set<string>> {
	const voters = votedBy.length > 0 ? await idsOf(votedBy) : null;
	// One's own votes say what one may see of the others'.
	const cast = await votesCast(store(), voters && [...voters, reader.id]);
	const shown = await votesSeenBy(reader, cast);
	const fitting = shown.filter(
		({ userId, classKey, countsAs }) =>
			(voters === null || voters.has(userId)) &&
			(votedAs.length === 0 || votedAs.includes(classKey) || votedAs.includes(countsAs))
	);
	return new Set(fitting.map(({ objectId }) => objectId));
}

async function idsOf(usernames: string[]): Promise<Set<string>> {
	const people = await usersNamed(store(), usernames);
	const known = new Set(people.map(({ username }) => username));
	const unknown = usernames.find((name) => !known.has(name));
	if (unknown === undefined) return new Set(people.map(({ id }) => id));
	throw new Failure(
		'Invalid',
		`Nobody here has the user name “${unknown.slice(0, 40)}”: choose among those that are offered.`,
		'votedBy'
	);
}

async function votesSeenBy(reader: User, cast: CastVote[]) {
	const [queues, states] = await Promise.all([
		listAllQueues(store()),
		candidateStates(store(), [...new Set(cast.map(({ candidateId }) => candidateId))])
	]);
	const repeats = await hiddenRepeatsIn(queues, reader.id);
	const byQueue = new Map(queues.map(({ id }): [string, CastVote[]] => [id, []]));
	for (const vote of withoutRepeats(cast, reader.id, repeats))
		byQueue.get(vote.queueId)?.push(vote);
	return queues.flatMap((queue) => {
		const votes = byQueue.get(queue.id) ?? [];
		const seen = new Set(votesShownTo(reader.id, queue, states, votes));
		// One's own are no secret from oneself, but where one is asked once more.
		const known = votes.filter((vote) => seen.has(vote) || vote.userId === reader.id);
		return counted(queue.taxonomy, known);
	});
}

/**
 * Objects that this person has voted on, or anybody, in any queue and round: that somebody has voted is shown while votes are
 * sealed, but nobody is told that they were themselves whom a repeat asks once more.
 */
export async function objectsVotedOn(
	reader: User,
	whose: 'own' | 'anybodys'
): Promise<ReadonlySet<string>> {
	const repeats = await hiddenRepeatsIn(await listAllQueues(store()), reader.id);
	const hidden = { userId: reader.id, candidateIds: [...repeats.keys()] };
	return new Set(
		await objectsWithVotes(store(), { by: whose === 'own' ? reader.id : null, hidden })
	);
}

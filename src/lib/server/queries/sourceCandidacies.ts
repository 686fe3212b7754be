import type { Candidacy } from '#schema/sourcePage.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import { classLabelInFull } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';
import { NO_CLASS_LABELS, namesNoClass, type Vote } from '#schema/vote.ts';
import { candidatesOfObjects, findCandidates } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { findQueue } from '../store/queues.ts';
import { ownVote } from './hiddenRepeats.ts';
import { isSealed, stateShown } from './sealing.ts';

/** A candidate of an object with its queue, as far as this person may know, and what was found on the way. */
export interface FoundCandidacy {
	shown: Candidacy;
	candidate: Candidate;
}

/** The object as a candidate, in every queue it is in. */
export async function candidaciesOf(reader: User, objectId: string): Promise<FoundCandidacy[]> {
	const places = await candidatesOfObjects(store(), [objectId]);
	const candidates = await findCandidates(
		store(),
		places.map(({ id }) => id)
	);
	const found = await Promise.all(candidates.map((candidate) => candidacyOf(reader, candidate)));
	return found.flatMap((candidacy) => candidacy ?? []);
}

async function candidacyOf(reader: User, candidate: Candidate): Promise<FoundCandidacy | null> {
	const ballot = { candidateId: candidate.id, userId: reader.id, round: candidate.state.round };
	const queue = await findQueue(store(), candidate.queueId);
	if (!queue) return null;
	const mine = await ownVote(queue, ballot);
	const { id, queueId, rank } = candidate;
	const state = stateShown(candidate.state, isSealed(queue, candidate.state, mine));
	const shown = { id, queueId, queueName: queue.name, rank, state };
	return {
		candidate,
		shown: { ...shown, verdict: verdictOf(queue, state), mine: mine && voteLabel(queue, mine) }
	};
}

function verdictOf({ taxonomy }: Queue, { kind, as }: Candidate['state']): Candidacy['verdict'] {
	const found = kind === 'retired' ? taxonomy.classes.find(({ key }) => key === as) : undefined;
	return found ? { key: found.key, label: found.label, colour: found.colour } : null;
}

function voteLabel({ taxonomy }: Queue, { classKey }: Vote): string {
	return namesNoClass(classKey) ? NO_CLASS_LABELS[classKey] : classLabelInFull(taxonomy, classKey);
}

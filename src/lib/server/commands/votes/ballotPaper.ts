import { Failure } from '#schema/failure.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import { countedAs, votable } from '#schema/taxonomy.ts';
import { takeTurn } from '../../store/candidateStates.ts';
import { store, type Transaction } from '../../store/client.ts';
import { findQueue } from '../../store/queues.ts';

/** A candidate and the rules it is voted on by. */
export interface BallotPaper {
	candidate: Candidate;
	queue: Queue;
}

/** Takes this command's turn at a candidate: what it reads stays as it is until it has written. */
export async function ballotPaper(
	{ candidateId, queueId }: { candidateId: string; queueId?: string },
	transaction: Transaction
): Promise<BallotPaper> {
	const candidate = await takeTurn(store(), candidateId, transaction);
	const queue = candidate && (await findQueue(store(), candidate.queueId, transaction));
	if (!queue) throw new Failure('NotFound', 'This candidate is not in any queue (any more).');
	if (queueId === undefined || queueId === queue.id) return { candidate, queue };
	throw new Failure(
		'NotFound',
		`This candidate is in the queue “${queue.name}”, not in this one. Open it there.`,
		'queueId'
	);
}

export function refuseUnknownClass(queue: Queue, classKey: string): void {
	const classes = votable(queue.taxonomy);
	// A vote may have waited offline while the queue moved to another class list.
	const countsAs = countedAs(queue.taxonomy, classKey);
	if (classes.some((known) => known.key === countsAs)) return;
	const labels = classes.map((known) => known.label).join(', ');
	const { name, version } = queue.taxonomy;
	throw new Failure(
		'Invalid',
		`“${classKey}” is no class of this queue (${name}, version ${version}). Choose one of: ${labels}.`,
		'classKey'
	);
}

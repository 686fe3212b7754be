import type { CommentTarget } from '#schema/comment.ts';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { announce } from '../../jobs/announce.ts';
import { candidatesOfObjects, findCandidate } from '../../store/candidates.ts';
import { store, type Transaction } from '../../store/client.ts';
import { hasMeasurement } from '../../store/commentTargets.ts';
import { findImage } from '../../store/images.ts';
import { findQueue } from '../../store/queues.ts';
import { findRun } from '../../store/runs.ts';
import { announceLabel } from '../announceLabel.ts';
import { labelledObject, type SeenIn } from '../labelledObject.ts';

/** What a comment remembers of the thing it is about. */
export interface CommentPlace extends SeenIn {
	objectId: string | null;
}

/** Finds what a comment is about, or refuses. */
export async function commentPlace(
	{ kind, id }: CommentTarget,
	transaction: Transaction
): Promise<CommentPlace> {
	switch (kind) {
		case 'object':
			return placeOnSky(id, transaction);
		case 'candidate': {
			const candidate = await findCandidate(store(), id, transaction);
			if (!candidate)
				throw new Failure('NotFound', 'This candidate is not in any queue (any more).');
			return placeOnSky(candidate.objectId, transaction);
		}
		case 'queue':
			return elsewhere((await findQueue(store(), id, transaction)) !== null, 'This queue');
		case 'run':
			return elsewhere((await findRun(store(), Number(id))) !== null, `Run ${id}`);
		case 'image':
			return elsewhere((await findImage(store(), Number(id))) !== null, `Image ${id}`);
		case 'measurement':
			return elsewhere(await hasMeasurement(store(), Number(id), transaction), `Measurement ${id}`);
	}
}

/** Tells every page that shows comments on this. Measurements have no room: their pages are read anew. */
export async function announceComment(
	user: User,
	{ target, objectId }: { target: CommentTarget; objectId: string | null }
): Promise<void> {
	if (objectId !== null) return announceLabel(user, 'comment', objectId);
	if (target.kind === 'measurement') return;
	const topic = `${target.kind}-${target.id}`;
	await announce({ topic, kind: 'comment', byId: user.id, byName: user.displayName });
}

/** The page that shows what is said about this, a path of the site. */
export async function commentPage(
	{ kind, id }: CommentTarget,
	objectId: string | null
): Promise<string> {
	if (kind !== 'object' && kind !== 'candidate') return `/${kind}s/${id}`;
	if (objectId === null) return '/queues';
	const candidates = await candidatesOfObjects(store(), [objectId]);
	const shown = candidates.find((candidate) => candidate.id === id) ?? candidates.at(0);
	return shown ? `/queues/${shown.queueId}/${shown.id}` : `/objects/${objectId}`;
}

async function placeOnSky(objectId: string, transaction: Transaction): Promise<CommentPlace> {
	return { objectId, ...(await labelledObject(objectId, transaction)) };
}

function elsewhere(exists: boolean, name: string): CommentPlace {
	if (!exists) throw new Failure('NotFound', `${name} does not exist (any more).`, 'target');
	return { objectId: null, runId: null, sourceId: null };
}

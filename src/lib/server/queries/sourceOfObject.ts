import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { findObject } from '../store/objects.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { sourcesOfObject } from '../store/sourceReads.ts';
import { findSource } from '../store/sources.ts';
import { signedIn } from './signedIn.ts';
import { sourceIdOf } from './sourceIdOf.ts';
import { versionsOf } from './sourceVersions.ts';

/** The object's source that is shown: where its address leads. */
export async function presentSource(user: User | null, objectId: string): Promise<number> {
	signedIn(user);
	const [object, sources, runs] = await Promise.all([
		findObject(store(), objectId),
		sourcesOfObject(store(), objectId),
		listCompletedRuns(store())
	]);
	if (!object) throw new Failure('NotFound', 'This object does not exist.');
	const [first] = sources;
	const shown = first && versionsOf(first, sources, runs).find(({ state }) => state === 'shown');
	if (shown) return shown.id;
	throw new Failure(
		'NotFound',
		`No run that is shown has a source of ${object.name}; what people said about it is kept, and found by the search.`
	);
}

/** The object that a source is: what the labels of its page go to. */
export async function objectOfSource(user: User | null, named: string): Promise<string> {
	signedIn(user);
	const source = await findSource(store(), sourceIdOf(named));
	if (source?.objectId) return source.objectId;
	throw new Failure(
		'NotFound',
		'This source is gone, or is no object that labels could be put on.'
	);
}

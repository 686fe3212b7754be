import type { Db } from 'mongodb';
import { auditEventsPlan } from './auditEvents.ts';
import { bandsPlan } from './bands.ts';
import { candidatesPlan } from './candidates.ts';
import { commandLogPlan } from './commandLog.ts';
import { commentsPlan } from './comments.ts';
import { countersPlan } from './counters.ts';
import { favouritesPlan } from './favourites.ts';
import { imagesPlan } from './images.ts';
import { locksPlan } from './locks.ts';
import { measurementsPlan } from './measurements.ts';
import { objectsPlan } from './objects.ts';
import type { CollectionPlan } from './plan.ts';
import { queuesPlan } from './queues.ts';
import { runsPlan } from './runs.ts';
import { sessionsPlan } from './sessions.ts';
import { settingsPlan } from './settings.ts';
import { signInAttemptsPlan } from './signInAttempts.ts';
import { skyRegionsPlan } from './skyRegions.ts';
import { sourcesPlan } from './sources.ts';
import { tagApplicationsPlan, tagsPlan } from './tags.ts';
import { teamsPlan } from './teams.ts';
import { unsettledPlan } from './unsettled.ts';
import { usersPlan } from './users.ts';
import { voteEventsPlan } from './voteEvents.ts';
import { votesPlan } from './votes.ts';
import { ySnapshotsPlan, yUpdatesPlan } from './yDocs.ts';

/** Every collection of the app. */
export const COLLECTIONS: CollectionPlan[] = [
	auditEventsPlan,
	bandsPlan,
	candidatesPlan,
	commandLogPlan,
	commentsPlan,
	countersPlan,
	favouritesPlan,
	imagesPlan,
	locksPlan,
	measurementsPlan,
	objectsPlan,
	queuesPlan,
	runsPlan,
	sessionsPlan,
	settingsPlan,
	signInAttemptsPlan,
	skyRegionsPlan,
	sourcesPlan,
	tagApplicationsPlan,
	tagsPlan,
	teamsPlan,
	unsettledPlan,
	usersPlan,
	voteEventsPlan,
	votesPlan,
	ySnapshotsPlan,
	yUpdatesPlan
];

/** Brings collections, validators and indexes to what the plans say; those that are so already stay untouched. */
export async function createCollections(
	db: Db,
	plans: CollectionPlan[] = COLLECTIONS
): Promise<void> {
	const existing = await db.listCollections({}, { nameOnly: true }).toArray();
	const names = new Set(existing.map((collection) => collection.name));
	for (const { name, validator, indexes } of plans) {
		if (names.has(name)) await db.command({ collMod: name, validator });
		else await db.createCollection(name, { validator });
		if (indexes.length > 0) await db.collection(name).createIndexes(indexes);
	}
}

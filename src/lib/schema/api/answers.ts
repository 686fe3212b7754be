import { z } from 'zod';
import { RUN_STATUSES } from '../run.ts';
import { SCOPES } from '../token.ts';
import { ROLES } from '../user.ts';

/** What is answered, as far as programs are to rely on it: more fields may come. Numbers not measured are null. */

const time = z.iso.datetime();
const id = z.string();
const number = z.number().nullable();

export const userAnswer = z.looseObject({
	id,
	username: z.string(),
	displayName: z.string(),
	role: z.enum(ROLES)
});

export const tokenAnswer = z.looseObject({
	id,
	name: z.string(),
	scopes: z.array(z.enum(SCOPES)),
	beginning: z.string(),
	createdAt: time,
	expiresAt: time,
	lastUsedAt: time.nullable(),
	revokedAt: time.nullable()
});

export const runAnswer = z.looseObject({
	id: z.int(),
	name: z.string(),
	description: z.string(),
	userName: z.string().nullable(),
	status: z.enum(RUN_STATUSES),
	nImages: z.int(),
	nSources: z.int(),
	error: z.string().nullable(),
	createdAt: time
});

export const imageAnswer = z.looseObject({
	id: z.int(),
	name: z.string(),
	datetime: time,
	nMeasurements: z.int()
});

export const sourceAnswer = z.looseObject({
	id: z.int(),
	name: z.string(),
	runId: z.int(),
	nMeas: z.int(),
	vPeak: number,
	etaPeak: number
});

export const queueAnswer = z.looseObject({
	id,
	name: z.string(),
	sealing: z.string(),
	opinionsWanted: z.int(),
	round: z.int(),
	runId: z.int().nullable()
});

export const voteAnswer = z.looseObject({
	id,
	candidateId: id,
	queueId: id,
	objectId: id,
	userId: id,
	round: z.int(),
	classKey: z.string(),
	confidence: z.string(),
	probability: number,
	note: z.string(),
	blind: z.boolean(),
	createdAt: time
});

export const sessionAnswer = z.looseObject({
	id,
	queueId: id,
	name: z.string(),
	candidateId: id.nullable(),
	startedAt: time,
	endedAt: time.nullable()
});

export const tagAnswer = z.looseObject({
	name: z.string(),
	description: z.string(),
	uses: z.int(),
	synonyms: z.array(z.string())
});

export const tagApplicationAnswer = z.looseObject({
	target: z.object({ kind: z.string(), id }),
	tag: z.string(),
	byName: z.string(),
	at: time
});

export const tagChangeAnswer = z.looseObject({
	id,
	kind: z.string(),
	into: z.string(),
	changed: z.int(),
	doubles: z.int()
});

export const interestAnswer = z.looseObject({
	id,
	objectId: id,
	userName: z.string(),
	text: z.string(),
	link: z.string().nullable(),
	since: time,
	endedAt: time.nullable()
});

export const taxonomyAnswer = z.looseObject({ id, name: z.string(), version: z.int() });

export const watchlistAnswer = z.looseObject({
	id,
	name: z.string(),
	ownerName: z.string(),
	nRows: z.int(),
	shared: z.boolean(),
	active: z.boolean()
});

export const watchlistRowAnswer = z.looseObject({
	id,
	place: z.int(),
	name: z.string(),
	ra: z.number(),
	dec: z.number(),
	radiusArcsec: z.number()
});

export const watchRuleAnswer = z.looseObject({
	id,
	name: z.string(),
	severity: z.string(),
	active: z.boolean(),
	ownerName: z.string()
});

export const savedQueryAnswer = z.looseObject({
	id,
	name: z.string(),
	query: z.looseObject({}),
	shared: z.boolean(),
	ownerName: z.string()
});

export const webhookAnswer = z.looseObject({
	id,
	name: z.string(),
	url: z.string(),
	kinds: z.array(z.string()),
	failures: z.int(),
	disabledAt: time.nullable()
});

export const markAnswer = z.looseObject({ mark: z.string().nullable() });

/** The rows asked for; `next` is what `after` is to be for those that follow, null when none do. */
export function walkedAnswer(row: z.ZodType) {
	return z.looseObject({
		count: z.int(),
		rows: z.array(row),
		next: z.union([z.string(), z.int()]).nullable()
	});
}

/** One row and all that follow by number: an older way of paging, kept where tables are sorted by anything. */
export function pageAnswer(row: z.ZodType) {
	return z.looseObject({ count: z.int(), rows: z.array(row) });
}

import { beforeAll, describe, expect, test } from 'vitest';
import { castVote } from '#server/commands/votes/castVote.ts';
import { sourcesPage } from '#server/queries/sources/sourcesPage.ts';
import { collection, store } from '#server/store/client.ts';
import type { Candidate, Queue, Sealing } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import type { VettingRule } from '#schema/vettingRule.ts';
import {
	commandId,
	insertLinked,
	makeCandidate,
	makeQueue,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';
import { NOTE, refusalsIn, RUN_ID, told, type Place } from './waysToRead.ts';

/**
 * What sealed votes say must not be told by any page, file or answer: whatever the others answered, somebody from whom it is
 * sealed gets the same. Each way of reading is asked while the votes agree, while they differ, and while one names no class.
 */

ownInstallation();
let ben: User;
let cyd: User;
let dan: User;
let objectIds: string[];
const RUN = { id: RUN_ID, name: 'sealed', revision: 1, radiusArcsec: 10 };
const FIRST_SOURCE = 11;

beforeAll(async () => {
	ben = await makeUser('ben', 'vetter');
	cyd = await makeUser('cyd', 'vetter');
	dan = await makeUser('dan', 'curator');
	const sources = Array.from({ length: 9 }, (_, i) =>
		newSource(FIRST_SOURCE + i, { runId: RUN.id, ra: 150 + i / 10, dec: -30, etaPeak: 5 + i })
	);
	await insertLinked(RUN, sources);
	objectIds = sources.flatMap(({ objectId }) => objectId ?? []);
	await makeRun(RUN.id, RUN.name);
});

const vote = (user: User, { id: candidateId }: Candidate, classKey: string, more: object = {}) =>
	castVote({ user }, { commandId: commandId(), candidateId, classKey, note: NOTE, ...more });

async function placeIn(sealing: Sealing, more: Partial<Queue>, index: number): Promise<Place> {
	const queue = await makeQueue(sealing, RUN.id, { opinionsWanted: 9, ...more });
	const objectId = objectIds[index];
	const candidate = await makeCandidate(queue, { objectId });
	return { queue, candidate, sourceId: FIRST_SOURCE + index, objectId };
}

const sentOnDispute: VettingRule = {
	id: 'disagreement',
	version: 1,
	when: [{ kind: 'disagreement', above: 0.6 }],
	then: { kind: 'route', to: 'session' }
};

describe.each<Sealing>(['blind', 'quorum', 'chair'])(
	'in a queue that is sealed (%s)',
	(sealing) => {
		const index = ['blind', 'quorum', 'chair'].indexOf(sealing);

		test('whoever has not voted gets the same, whatever the others answered', async () => {
			const place = await placeIn(sealing, { rules: [sentOnDispute], workOrder: 'entropy' }, index);
			await vote(ben, place.candidate, 'agn');
			await vote(cyd, place.candidate, 'agn');
			const agreed = await told(dan, place);
			expect(refusalsIn(agreed)).toEqual(['a queue of disagreements']);
			expect(agreed['the candidate’s page'], 'the ways reach the place').toContain(place.objectId);
			expect(agreed['the source’s page']).toContain(place.queue.id);
			await vote(cyd, place.candidate, 'more-data');
			expect(await told(dan, place)).toEqual(agreed);
			await vote(cyd, place.candidate, 'pulsar', { confidence: 'certain', probability: 0.9 });
			expect(await told(dan, place)).toEqual(agreed);
		});

		test('a verdict that votes led to is told nobody before they are revealed', async () => {
			const place = await placeIn(sealing, {}, index + 3);
			await vote(ben, place.candidate, 'agn');
			const unread = await retiredBySealedVotes(place, 'agn');
			await retiredBySealedVotes(place, 'pulsar');
			expect(await told(dan, place)).toEqual(unread);
			await collection<{ _id: string }>(store(), 'candidates').updateOne(
				{ _id: place.candidate.id },
				{ $set: { 'state.revealedAt': new Date() } }
			);
			const page = await sourcesPage(dan, new URLSearchParams('run=1&verdict=pulsar'));
			expect(
				page.rows?.map(({ id }) => id),
				'once revealed'
			).toContain(place.sourceId);
		});

		test('who has voted, and how, finds sources once it is shown, and for the voter alone before', async () => {
			const place = await placeIn(sealing, {}, index + 6);
			await vote(ben, place.candidate, 'agn');
			const found = async (user: User, address: string) => {
				const page = await sourcesPage(user, new URLSearchParams(`run=1&${address}`));
				return page.rows?.some(({ id }) => id === place.sourceId);
			};
			for (const address of ['votedBy=ben', 'votedAs=agn', 'votedBy=ben,dan&votedAs=agn']) {
				expect(await found(dan, address), address).toBe(false);
				expect(await found(ben, address), address).toBe(true);
			}
			expect(await found(ben, 'votedBy=ben&votedAs=pulsar')).toBe(false);
			expect(await found(ben, 'votedBy=dan')).toBe(false);
			await collection<{ _id: string }>(store(), 'candidates').updateOne(
				{ _id: place.candidate.id },
				{ $set: { 'state.revealedAt': new Date() } }
			);
			for (const address of ['votedBy=ben', 'votedAs=agn'])
				expect(await found(dan, address), `${address}, revealed`).toBe(true);
		});

		/** As it is once the sealing of a queue was changed after a rule had retired: the verdict stands, the votes are sealed. */
		async function retiredBySealedVotes({ queue, candidate, objectId }: Place, classKey: string) {
			const sentence = `2 votes for ${classKey}`;
			const state = {
				...{ kind: 'retired', as: classKey, because: { ruleId: 'two', ruleVersion: 1, sentence } },
				...{ byId: null, at: new Date(), round: 1, revealedAt: null, scoreThen: 9 }
			};
			const { id: _id } = candidate;
			await collection<{ _id: string }>(store(), 'candidates').updateOne(
				{ _id },
				{ $set: { state } }
			);
			await collection<{ _id: string }>(store(), 'verdicts').replaceOne(
				{ _id: `verdict of ${_id}` },
				{
					...{ candidateId: _id, objectId, queueId: queue.id, round: 1, classKey },
					...{ taxonomyVersion: 1, ruleId: 'two', ruleVersion: 1, sentence, voteIds: [] },
					...{ byId: null, byName: null, at: new Date(), reopened: null }
				},
				{ upsert: true }
			);
			return told(dan, { queue, candidate, objectId, sourceId: FIRST_SOURCE + index + 3 });
		}
	}
);

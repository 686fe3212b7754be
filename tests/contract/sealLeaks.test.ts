import { beforeAll, describe, expect, test } from 'vitest';
import { createQueue } from '#server/commands/queues/createQueue.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { alertInbox } from '#server/queries/alerts.ts';
import { backtest } from '#server/queries/backtest.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { agreementPage, votesFile } from '#server/queries/consensus.ts';
import { etaVPage } from '#server/queries/etaV.ts';
import { etaVPoints, etaVRows } from '#server/queries/etaVPoints.ts';
import { homePage } from '#server/queries/homePage.ts';
import { nextCandidate } from '#server/queries/nextCandidate.ts';
import { noticePage } from '#server/queries/notice.ts';
import { notificationList } from '#server/queries/notifications.ts';
import { outcomePage, verdictAnswer, verdictFile } from '#server/queries/outcomes.ts';
import { listQueues, queuePage } from '#server/queries/queues.ts';
import { runPage } from '#server/queries/runs.ts';
import { search } from '#server/queries/search.ts';
import { skyObjects } from '#server/queries/skyObjects.ts';
import { sourceExport } from '#server/queries/sourceExport.ts';
import { sourcePage } from '#server/queries/sourcePage.ts';
import { listedSources } from '#server/queries/sources/listedSources.ts';
import { oneSource } from '#server/queries/sources/oneSource.ts';
import { sourcesPage } from '#server/queries/sources/sourcesPage.ts';
import { listWatches } from '#server/queries/watching.ts';
import { collection, store } from '#server/store/client.ts';
import { alertListSchema } from '#schema/alertPage.ts';
import type { Candidate, Queue, Sealing } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import type { VettingRule } from '#schema/vettingRule.ts';
import {
	asked,
	commandId,
	insertLinked,
	makeCandidate,
	makeQueue,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';

/**
 * What sealed votes say must not be told by any page, file or answer: whatever the others answered, somebody from whom it is
 * sealed gets the same. Each way of reading is asked while the votes agree, while they differ, and while one names no class.
 */

ownInstallation();
let ben: User;
let cyd: User;
let dan: User;
let objectIds: string[];
const RUN = { id: 1, name: 'sealed', revision: 1, radiusArcsec: 10 };
const FIRST_SOURCE = 11;

beforeAll(async () => {
	ben = await makeUser('ben', 'vetter');
	cyd = await makeUser('cyd', 'vetter');
	dan = await makeUser('dan', 'curator');
	const sources = Array.from({ length: 6 }, (_, i) =>
		newSource(FIRST_SOURCE + i, { runId: RUN.id, ra: 150 + i / 10, dec: -30, etaPeak: 5 + i })
	);
	await insertLinked(RUN, sources);
	objectIds = sources.flatMap(({ objectId }) => objectId ?? []);
	await makeRun(RUN.id, RUN.name);
});

const NOTE = 'Zwicky said so';
const vote = (user: User, { id: candidateId }: Candidate, classKey: string, more: object = {}) =>
	castVote({ user }, { commandId: commandId(), candidateId, classKey, note: NOTE, ...more });

interface Place {
	queue: Queue;
	candidate: Candidate;
	sourceId: number;
	objectId: string;
}

/** Every way in which this person can ask, by name. */
function waysToRead(user: User, { queue, candidate, sourceId, objectId }: Place) {
	const table = (address: string) => sourcesPage(user, new URLSearchParams(address));
	const file = async (ending: string) => {
		const address = new URLSearchParams('columns=name,verdict,tags');
		return new Response((await sourceExport(user, address, ending)).bytes).text();
	};
	const list = (more: object) => queuePage(user, queue.id, asked({ ...more }));
	const read = (address: string) => new URLSearchParams(address);
	const inSight = { countInSight: true };
	return {
		'the candidate’s page': () => candidatePage(user, queue.id, candidate.id, asked()),
		'the queue’s table': () => list({}),
		'the queue’s disputed ones': () => list({ show: 'disputed' }),
		'the queue’s retired ones': () => list({ show: 'retired' }),
		'the queue by votes': () => list({ sort: 'votes', order: 'desc' }),
		'all queues': async () => (await listQueues(user)).filter((row) => row.queue.id === queue.id),
		'what comes next': () => nextCandidate(user, queue.id, asked()),
		'the outcome': () => outcomePage(user, queue.id),
		'the outcome for programs': () => verdictAnswer(user, queue.id, true),
		'the outcome as CSV': async () =>
			textOf((await verdictFile(user, queue.id, { format: 'csv', withOpen: true })).bytes),
		'the outcome as VOTable': async () =>
			textOf((await verdictFile(user, queue.id, { format: 'vot', withOpen: true })).bytes),
		agreement: () => agreementPage(user, queue.id, inSight),
		'the votes’ file': async () => textOf((await votesFile(user, queue.id, inSight)).bytes),
		'a draft notice': () => noticePage(user, objectId, 'https://caustic.test/'),
		home: () => homePage(user, null),
		'sources with their verdicts': () => table('run=1'),
		'sources with this verdict': () => table('run=1&verdict=agn'),
		'sources with the other verdict': () => table('run=1&verdict=pulsar'),
		'sources without a verdict': () => table('run=1&verdict=none'),
		'sources by text': () => table(`run=1&text=${NOTE}`),
		'sources for programs': () => listedSources(user, read('run=1&verdict=agn')),
		'one source for programs': () => oneSource(user, String(sourceId)),
		'the export as CSV': () => file('csv'),
		'the export as VOTable': () => file('vot'),
		'the source’s page': async () => {
			const { around, place, ...page } = await sourcePage(user, String(sourceId), read('')).then(
				(found) => ('around' in found ? found : { ...found, around: null, place: null })
			);
			return { ...page, around: await around, place: await place };
		},
		'the η–V plane': () => etaVPage(user, read('')),
		'points of this verdict': async () => [...(await etaVPoints(user, read('verdict=agn')))],
		'chosen points': () => etaVRows(user, read(`ids=${sourceId}`)),
		'objects on the sky': () => skyObjects(user, { ra: '150', dec: '-30', radius: '2' }),
		'the run’s page': () => runPage(user, RUN.id),
		search: () => search(user, NOTE, { limit: 50 }),
		'search for the class': () => search(user, 'pulsar', { limit: 50 }),
		alerts: () => alertInbox(user, alertListSchema.parse({})),
		notifications: () => notificationList(user, { unreadOnly: false }),
		'watched objects': () => listWatches(user),
		'a watch rule by class': () =>
			backtest(
				user,
				{
					filter: { conditions: [] },
					classBound: { classKey: 'agn', atLeast: 0.6 }
				},
				{ personal: true }
			),
		'a queue of disagreements': () =>
			createQueue(
				{ user },
				{ name: 'disputed', from: 'disagreements', queueId: queue.id, opinionsWanted: 2 }
			)
	};
}

function textOf(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes);
}

/** What each way told, as text: a refusal tells too. Times are left out: that somebody voted, and when, is no secret. */
async function told(user: User, place: Place): Promise<Record<string, string>> {
	const answers: Record<string, string> = {};
	for (const [way, read] of Object.entries(waysToRead(user, place))) {
		const answered = await read().catch((error: Error) => `refused: ${error.message}`);
		answers[way] = JSON.stringify(answered, replacer).replaceAll(
			/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?/g,
			'TIME'
		);
	}
	return answers;
}

function refusalsIn(answers: Record<string, string>): string[] {
	return Object.keys(answers).filter((way) => answers[way].startsWith('"refused: '));
}

function replacer(_: string, value: unknown): unknown {
	if (value instanceof Map || value instanceof Set) return [...value];
	return value;
}

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

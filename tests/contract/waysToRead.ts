import { createQueue } from '#server/commands/queues/createQueue.ts';
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
import { alertListSchema } from '#schema/alertPage.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { asked } from './builders.ts';

export interface Place {
	queue: Queue;
	candidate: Candidate;
	sourceId: number;
	objectId: string;
}

/** The run that every place is in. */
export const RUN_ID = 1;
/** What voters write with their votes. */
export const NOTE = 'Zwicky said so';

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
		'sources I voted on': () => table('run=1&votes=mine'),
		'sources I did not vote on': () => table('run=1&votes=notMine'),
		'sources anybody voted on': () => table('run=1&votes=anybody'),
		'sources nobody voted on': () => table('run=1&votes=none'),
		'sources voted on by him': () => table('run=1&votedBy=ben'),
		'sources that he voted so': () => table('run=1&votedBy=ben,cyd&votedAs=agn'),
		'sources that somebody voted so': () => table('run=1&votedAs=agn,more-data'),
		'sources voted otherwise, as a file': async () => {
			const address = new URLSearchParams('run=1&votedAs=pulsar&columns=name');
			return new Response((await sourceExport(user, address, 'csv')).bytes).text();
		},
		'points that he voted so': async () => [...(await etaVPoints(user, read('votedBy=cyd')))],
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
		'the run’s page': () => runPage(user, RUN_ID),
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
export async function told(user: User, place: Place): Promise<Record<string, string>> {
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

export function refusalsIn(answers: Record<string, string>): string[] {
	return Object.keys(answers).filter((way) => answers[way].startsWith('"refused: '));
}

function replacer(_: string, value: unknown): unknown {
	if (value instanceof Map || value instanceof Set) return [...value];
	return value;
}

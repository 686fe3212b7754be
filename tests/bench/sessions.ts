import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { announcementSchema } from '#schema/announcement.ts';
import { startSession } from '#server/commands/sessions/startSession.ts';
import { NEW_STATE, type Candidate, type Queue } from '#schema/queue.ts';
import { QUEUE_DEFAULTS } from '#schema/queueDefaults.ts';
import { DEFAULT_TAXONOMY } from '#schema/taxonomy.ts';
import { upsertCandidates } from '#server/store/candidates.ts';
import { store } from '#server/store/client.ts';
import { newId } from '#server/store/ids.ts';
import { insertQueue } from '#server/store/queues.ts';
import { freePort } from '../kit/child.ts';
import { Editor } from '../kit/editor.ts';
import type { TestEnvironment } from '../kit/engines.ts';
import { newObjectRoom, newPerson, type Person } from '../kit/people.ts';
import { startWebServer, type WebServer } from '../kit/webServer.ts';
import { percentile, type Row } from './report.ts';

const PEOPLE = 50;
/** They take in the whole document and measure; fifty that do would measure themselves. */
const READERS = 2;
const SECONDS = 120;
const VOTES_PER_SECOND = 5;
const ANNOTATIONS_PER_SECOND = 20;

/** Fifty people in one session: their votes and annotations in three rooms, and the web process's memory meanwhile. */
export async function benchSessions(
	environment: NodeJS.ProcessEnv,
	seconds = secondsWanted(environment)
): Promise<Row[]> {
	// The engines are given, as for the contract tests.
	const given = environment as NodeJS.ProcessEnv & TestEnvironment;
	const web = await startWebServer(given, { PORT: String(await freePort()) });
	try {
		const meeting = await newMeeting(web);
		await voteFor(5, meeting);
		const before = await memoryMiB(web.pid);
		const half = await voteFor(seconds / 2, meeting);
		const middle = await memoryMiB(web.pid);
		const rest = await voteFor(seconds / 2, meeting);
		const after = await memoryMiB(web.pid);
		meeting.close();
		const votes = [...half.votes, ...rest.votes];
		const annotations = [...half.annotations, ...rest.annotations];
		const note = `${PEOPLE} people in 3 rooms, ${seconds} s, ${VOTES_PER_SECOND} votes/s and ${ANNOTATIONS_PER_SECOND} annotations/s`;
		return [
			{ what: 'vote heard by others p50', value: percentile(votes, 50), unit: 'ms', note },
			{
				what: 'vote heard by others p95',
				value: percentile(votes, 95),
				unit: 'ms',
				note: '≤ 100 ms'
			},
			{
				what: 'votes missing',
				value: half.missed + rest.missed,
				unit: '',
				note: `of ${votes.length}`
			},
			{ what: 'annotation seen p50', value: percentile(annotations, 50), unit: 'ms', note },
			{
				what: 'annotation seen p95',
				value: percentile(annotations, 95),
				unit: 'ms',
				note: '≤ 50 ms'
			},
			{
				what: 'web process at the start',
				value: before,
				unit: 'MiB',
				note: 'after 5 s of warming up'
			},
			{ what: 'web process half-way', value: middle, unit: 'MiB', note: 'resident' },
			{
				what: 'web process at the end',
				value: after,
				unit: 'MiB',
				note: 'flat: no higher than half-way'
			}
		];
	} finally {
		await web.stop();
	}
}

interface Meeting {
	origin: string;
	people: Person[];
	candidates: Candidate[];
	annotators: Editor[];
	readers: Editor[];
	/** Has a listener called with each person whose vote is heard of in the queue's room. */
	onVote: (listener: (byId: string) => void) => void;
	close: () => void;
}

/** Everybody in the session's room, all in the object's, half in the queue's. */
async function newMeeting(web: WebServer): Promise<Meeting> {
	const { origin } = web;
	const people = await Promise.all(Array.from({ length: PEOPLE }, () => newPerson('vetter')));
	const queue = await newQueue();
	const objectRoom = await newObjectRoom();
	const objectId = objectRoom.replace('object-', '');
	const candidates = [await newCandidate(queue, objectId)];
	const input = { commandId: crypto.randomUUID(), queueId: queue.id, name: 'bench' };
	const session = await startSession({ user: people[0].user }, input);
	const open = (room: string, person: Person, follows = false) =>
		Editor.open({ origin, room, person, follows });
	const inSession = await Promise.all(people.map((each) => open(`session-${session.id}`, each)));
	const inQueue = await Promise.all(
		people.slice(0, PEOPLE / 2).map((each) => open(`queue-${queue.id}`, each))
	);
	const annotators = await Promise.all(people.slice(READERS).map((each) => open(objectRoom, each)));
	const readers = await Promise.all(
		people.slice(0, READERS).map((each) => open(objectRoom, each, true))
	);
	const all = [...inSession, ...inQueue, ...annotators, ...readers];
	return {
		...{ origin, people, candidates, annotators, readers },
		onVote: (listener) =>
			inQueue[0].onAnnounced((text) => {
				const { kind, byId } = announcementSchema.parse(JSON.parse(text));
				if (kind === 'vote' && byId) listener(byId);
			}),
		close: () => all.forEach((each) => each.close())
	};
}

async function voteFor(seconds: number, meeting: Meeting) {
	const sentAt = new Map<string, number>();
	const votes: number[] = [];
	const annotations: number[] = [];
	let [voted, annotated] = [0, 0];
	meeting.onVote((byId) => {
		const sent = sentAt.get(byId);
		if (sent !== undefined) votes.push(performance.now() - sent);
		sentAt.delete(byId);
	});
	const stops = meeting.readers.map((reader) =>
		reader.onWord((word) => annotations.push(performance.now() - Number(word)))
	);
	const pending: Promise<void>[] = [];
	const startedAt = performance.now();
	for (let elapsed = 0; elapsed < seconds; elapsed = (performance.now() - startedAt) / 1000) {
		for (; voted < elapsed * VOTES_PER_SECOND; voted++) {
			const person = meeting.people[voted % PEOPLE];
			sentAt.set(person.user.id, performance.now());
			pending.push(castVote(meeting, person, voted));
		}
		for (; annotated < elapsed * ANNOTATIONS_PER_SECOND; annotated++) {
			const { annotators } = meeting;
			annotators[annotated % annotators.length].write(String(performance.now()));
		}
		await pause(5);
	}
	await Promise.all(pending);
	await pause(1000);
	for (const stop of stops) stop();
	return { votes, annotations, missed: sentAt.size };
}

async function castVote(
	{ origin, candidates }: Meeting,
	{ cookie }: Person,
	turn: number
): Promise<void> {
	const classKey = ['ese', 'agn', 'scintillation'][turn % 3];
	const response = await fetch(`${origin}/api/v1/candidates/${candidates[0].id}/vote`, {
		method: 'POST',
		headers: { cookie, origin, 'content-type': 'application/json' },
		body: JSON.stringify({ classKey })
	});
	if (!response.ok) throw new Error(`a vote was refused: ${await response.text()}`);
	await response.arrayBuffer();
}

async function newQueue(): Promise<Queue> {
	const queue: Queue = {
		...QUEUE_DEFAULTS,
		...{ id: newId(), name: 'bench', description: '', protocol: '', sealing: 'chair' },
		...{ opinionsWanted: 2, round: 1, runId: null, origin: { kind: 'objects' } },
		...{ taxonomy: DEFAULT_TAXONOMY, createdBy: null, createdAt: new Date() }
	};
	await insertQueue(store(), queue);
	return queue;
}

async function newCandidate(queue: Queue, objectId: string): Promise<Candidate> {
	const candidate: Candidate = {
		...{ id: newId(), queueId: queue.id, objectId, rank: 1, score: 1, reasons: [] },
		...{ runId: null, sourceId: null, addedAt: new Date(), state: NEW_STATE }
	};
	const unknown = { etaPeak: null, vPeak: null, maxFluxPeak: null, nMeas: null };
	const facts = { name: 'J000000.0+000000', ra: 0, dec: 0, ...unknown };
	await upsertCandidates(store(), [{ ...candidate, facts }]);
	return candidate;
}

/** Resident memory, as Linux tells it; NaN elsewhere. */
async function memoryMiB(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024;
}

function secondsWanted(environment: NodeJS.ProcessEnv): number {
	return Number(environment.BENCH_SESSION_SECONDS ?? SECONDS);
}

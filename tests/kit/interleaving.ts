import { castVote } from '#server/commands/votes/castVote.ts';
import { leaseCandidate, leaveCandidate } from '#server/commands/votes/leaseCandidate.ts';
import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { withdrawVote } from '#server/commands/votes/withdrawVote.ts';
import { nextCandidate } from '#server/queries/nextCandidate.ts';
import { upsertCandidates, findCandidates } from '#server/store/candidates.ts';
import { store } from '#server/store/client.ts';
import { newId } from '#server/store/ids.ts';
import { insertObjects } from '#server/store/objects.ts';
import { insertQueue } from '#server/store/queues.ts';
import { verdictsOfCandidate } from '#server/store/verdicts.ts';
import { voteHistory } from '#server/store/voteEvents.ts';
import { votesOnCandidate } from '#server/store/votes.ts';
import { Random } from '#science/stats/random.ts';
import { Failure } from '#schema/failure.ts';
import { candidateListSchema, NEW_STATE, SEALINGS, type Queue } from '#schema/queue.ts';
import { QUEUE_DEFAULTS } from '#schema/queueDefaults.ts';
import { DEFAULT_TAXONOMY } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';

const CANDIDATES = 3;
const CLASSES = ['ese', 'agn', 'unsure', 'more-data'] as const;
const LIST = candidateListSchema.parse({});

/** What happened in one interleaving; `wrong` says what must not have. */
export interface Interleaved {
	commands: number;
	replays: number;
	refused: number;
	served: number;
	retired: number;
	wrong: string[];
}

/**
 * Five people at once in a small queue of their own: each is served, votes, changes, undoes and skips; connections drop, so
 * that commands are sent twice; rules and the first of them, its chair, retire. Afterwards everything must add up.
 */
export async function interleave(people: readonly User[], seed: number): Promise<Interleaved> {
	const random = new Random(seed);
	const queue = await newQueue(people[0], random);
	const ids = await newCandidates(queue);
	const play = new Play(queue, ids);
	await Promise.all(people.map((user, i) => play.person(user, random.fork(String(i)))));
	await play.checkRecord(people);
	return { ...play.seen, wrong: play.seen.wrong.map((what) => `seed ${seed}: ${what}`) };
}

type Command = () => Promise<unknown>;

class Play {
	readonly seen: Interleaved = {
		commands: 0,
		replays: 0,
		refused: 0,
		served: 0,
		retired: 0,
		wrong: []
	};
	readonly #queue: Queue;
	readonly #ids: string[];
	/** Candidates that somebody has been told are retired: from then on nobody may be served them. */
	readonly #retired = new Set<string>();
	/** Commands carried out that must have left one event each, by person and candidate. */
	readonly #done = new Map<string, number>();

	constructor(queue: Queue, ids: string[]) {
		this.#queue = queue;
		this.#ids = ids;
	}

	/** What one person does, in order. What met no answer is sent again at the end, as an outbox does. */
	async person(user: User, random: Random): Promise<void> {
		const voted = new Set<string>();
		const unanswered: Command[] = [];
		for (let steps = 2 + random.integer(3); steps > 0; steps--) {
			const command = await this.#step(user, voted, random);
			if (!command) continue;
			const fate = random.uniform();
			if (fate < 0.15) unanswered.push(command);
			if (fate > 0.85) {
				this.seen.replays += 1;
				await Promise.all([command(), command()]);
			} else await command();
			if (random.uniform() < 0.3) await new Promise((resolve) => setImmediate(resolve));
		}
		for (const command of unanswered) {
			this.seen.replays += 1;
			await command();
		}
	}

	async #step(user: User, voted: Set<string>, random: Random): Promise<Command | null> {
		const any = this.#ids[random.integer(this.#ids.length)];
		const classKey = CLASSES[random.integer(CLASSES.length)];
		const chance = random.uniform();
		if (chance < 0.1 && user.id === this.#queue.chairId) return this.#retire(user, any);
		if (chance < 0.2) return this.#withdraw(user, any, voted);
		if (chance < 0.3) return this.#vote(user, any, { classKey, voted });
		const served = await this.#serve(user, voted);
		if (served === null) return null;
		if (chance < 0.45) return this.#vote(user, served, { classKey: 'skip', voted });
		return this.#vote(user, served, { classKey, voted });
	}

	async #serve(user: User, voted: Set<string>): Promise<string | null> {
		const retired = new Set(this.#retired);
		const next = await nextCandidate(user, this.#queue.id, LIST);
		if (!next) return null;
		this.seen.served += 1;
		if (retired.has(next.candidateId)) this.seen.wrong.push('served after retirement');
		if (voted.has(next.candidateId)) this.seen.wrong.push('served what was voted on');
		await leaseCandidate({ user }, next.candidateId);
		return next.candidateId;
	}

	#vote(
		user: User,
		candidateId: string,
		{ classKey, voted }: { classKey: string; voted: Set<string> }
	): Command {
		const input = { commandId: crypto.randomUUID(), candidateId, classKey };
		return this.#sent(user, candidateId, async () => {
			const vote = await castVote({ user }, input);
			if (classKey !== 'skip') voted.add(candidateId);
			await leaveCandidate({ user }, candidateId);
			return vote;
		});
	}

	#withdraw(user: User, candidateId: string, voted: Set<string>): Command {
		const input = { commandId: crypto.randomUUID(), candidateId };
		return this.#sent(user, candidateId, async () => {
			const vote = await withdrawVote({ user }, input);
			if (vote) voted.delete(candidateId);
			return vote;
		});
	}

	#retire(user: User, candidateId: string): Command {
		const what = { classKey: 'agn', reason: 'the chair knows it' };
		const input = { commandId: crypto.randomUUID(), candidateId, ...what };
		return this.#sent(user, candidateId, async () => {
			await retireCandidate({ user }, input);
			return null;
		});
	}

	/** Counts a command that was carried out once, however often it is sent. */
	#sent(user: User, candidateId: string, act: () => Promise<object | null>): Command {
		let counted = false;
		this.seen.commands += 1;
		return async () => {
			try {
				const left = await act();
				if (left && !counted) {
					const key = `${user.id} ${candidateId}`;
					this.#done.set(key, (this.#done.get(key) ?? 0) + 1);
					counted = true;
				}
			} catch (error) {
				if (!(error instanceof Failure && error.code === 'Conflict')) throw error;
				this.seen.refused += 1;
			}
			const [now] = await findCandidates(store(), [candidateId]);
			if (now.state.kind === 'retired') this.#retired.add(candidateId);
		};
	}

	/** Every command left its event, the events give the votes that stand, and a verdict counts all that came before it. */
	async checkRecord(people: readonly User[]): Promise<void> {
		for (const candidate of await findCandidates(store(), this.#ids)) {
			const [history, live, verdicts] = await Promise.all([
				voteHistory(store(), candidate.id),
				votesOnCandidate(store(), candidate.id),
				verdictsOfCandidate(store(), candidate.id)
			]);
			for (const { id: userId } of people) {
				const own = history.filter((event) => event.userId === userId);
				const expected = this.#done.get(`${userId} ${candidate.id}`) ?? 0;
				if (own.length !== expected)
					this.seen.wrong.push(`${expected} commands left ${own.length} events`);
				const last = own.filter(({ kind }) => kind !== 'skipped').at(-1);
				const standing = last && last.kind !== 'withdrawn' ? [last.classKey] : [];
				const votes = live.filter((vote) => vote.userId === userId);
				if (votes.map(({ classKey }) => classKey).join() !== standing.join())
					this.seen.wrong.push('votes are not what the history says');
			}
			const isRetired = candidate.state.kind === 'retired';
			this.seen.retired += Number(isRetired);
			if (verdicts.length !== Number(isRetired)) this.seen.wrong.push('verdicts do not add up');
			for (const { at, voteIds } of verdicts) {
				if (live.some(({ id }) => !voteIds.includes(id)))
					this.seen.wrong.push('a vote was given after the verdict');
				const late = history.filter((event) => event.kind !== 'withdrawn' && event.at > at);
				if (late.length > 0) this.seen.wrong.push('something was said after the verdict');
			}
		}
	}
}

async function newQueue(chair: User, random: Random): Promise<Queue> {
	const atLeast = 2 + random.integer(4);
	const queue: Queue = {
		...QUEUE_DEFAULTS,
		id: newId(),
		name: 'interleaved',
		description: '',
		protocol: '',
		sealing: SEALINGS[random.integer(SEALINGS.length)],
		opinionsWanted: 2 + random.integer(2),
		round: 1,
		runId: null,
		origin: { kind: 'objects' },
		taxonomy: DEFAULT_TAXONOMY,
		rules: [
			{
				id: 'enough-votes',
				version: 1,
				when: [{ kind: 'votes', atLeast }],
				then: { kind: 'retire', as: 'likeliest' }
			}
		],
		overlap: random.uniform() < 0.5,
		chairId: chair.id,
		createdBy: null,
		createdAt: new Date()
	};
	await insertQueue(store(), queue);
	return queue;
}

async function newCandidates(queue: Queue): Promise<string[]> {
	const at = { ra: 150, dec: -30 };
	const objects = Array.from({ length: CANDIDATES }, (_, i) => ({
		id: newId(),
		name: `J${i}`,
		...at,
		uncertaintyDeg: 1 / 3600,
		firstRunId: 1,
		firstRevision: 0,
		createdAt: new Date()
	}));
	await insertObjects(store(), objects);
	const measured = { etaPeak: 5, vPeak: 0.2, maxFluxPeak: 2, nMeas: 5 };
	const candidates = objects.map(({ id: objectId, name }, i) => ({
		id: newId(),
		queueId: queue.id,
		objectId,
		rank: i + 1,
		score: 10 - i,
		reasons: [],
		runId: null,
		sourceId: null,
		addedAt: new Date(),
		state: NEW_STATE,
		facts: { name, ...at, ...measured }
	}));
	await upsertCandidates(store(), candidates);
	return candidates.map(({ id }) => id);
}

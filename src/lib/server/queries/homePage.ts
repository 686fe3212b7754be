import type { Comment } from '#schema/comment.ts';
import type { HomeComment, HomePage, HomeQueue, HomeRun } from '#schema/homePage.ts';
import type { Candidate } from '#schema/queue.ts';
import type { QueueSummary } from '#schema/queuePage.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { isVoter } from '../auth/voters.ts';
import { findCandidate } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { latestComments } from '../store/homeNews.ts';
import { countImages } from '../store/imageList.ts';
import { findObjects } from '../store/objects.ts';
import { findQueue } from '../store/queues.ts';
import { listRuns } from '../store/runs.ts';
import { estimatedObjects } from '../store/skyMap.ts';
import { isOpenToAll } from './comments.ts';
import { homeNews } from './homeNews.ts';
import { listQueues } from './queues.ts';
import { ownVote } from './hiddenRepeats.ts';
import { isSealed } from './sealing.ts';
import { signedIn } from './signedIn.ts';
import { targetNames } from './targetNames.ts';

const MOST_RUNS = 6;
const MOST_QUEUES = 8;
const MOST_COMMENTS = 8;
/** Of those read, some are about candidates whose votes are sealed. */
const COMMENTS_READ = 40;
const LONGEST_TEXT = 160;

/** What a person sees first: what changed since they were here, what waits for them, how the runs are. */
export async function homePage(user: User | null, since: Date | null): Promise<HomePage> {
	const reader = signedIn(user);
	const [runs, queues, comments, images, objects] = await Promise.all([
		listRuns(store()),
		listQueues(reader),
		commentsShown(reader),
		countImages(store(), {}),
		estimatedObjects(store())
	]);
	const mine = queues.filter(({ queue }) => isVoter(queue, reader)).map(rowOf);
	const open = mine.filter(({ left }) => left > 0);
	const sources = runs.reduce((sum, { nSources }) => sum + nSources, 0);
	return {
		since,
		news: await homeNews(reader, since, { runs, queues: queues.map(({ queue }) => queue) }),
		runs: runs.slice(0, MOST_RUNS).map(shownRun),
		nRuns: runs.length,
		queues: open.sort(byUrgency).slice(0, MOST_QUEUES),
		nToDo: open.reduce((sum, { left }) => sum + left, 0),
		nQueuesDone: mine.length - open.length,
		comments,
		counts: { images, objects, sources }
	};
}

function rowOf({ queue, states, progress }: QueueSummary): HomeQueue {
	const isOver = queue.deadline !== null && queue.deadline <= new Date();
	return {
		...{ id: queue.id, name: queue.name, deadline: queue.deadline },
		...{ live: states.live, mine: progress.mine },
		left: isOver ? 0 : Math.max(0, Math.min(states.live, progress.candidates - progress.mine))
	};
}

/** What ends soonest first, then what has most to do. */
function byUrgency(a: HomeQueue, b: HomeQueue): number {
	const end = ({ deadline }: HomeQueue) => deadline?.getTime() ?? Infinity;
	if (end(a) !== end(b)) return end(a) - end(b);
	return b.left - a.left;
}

function shownRun(run: Run): HomeRun {
	const { id, name, status, progress, error, cancelRequested, revision } = run;
	const { nImages, nSources, nNewSources, createdAt, startedAt, endedAt } = run;
	return {
		...{ id, name, status, progress, error, cancelRequested, revision },
		...{ nImages, nSources, nNewSources, createdAt, startedAt, endedAt }
	};
}

/** The latest comments; what is said of a candidate may tell a vote, and opens with the votes. */
async function commentsShown(reader: User): Promise<HomeComment[]> {
	const latest = await latestComments(store(), COMMENTS_READ);
	const places = await Promise.all(latest.map((comment) => placeOf(reader, comment)));
	const shown = latest
		.flatMap((comment, i) => ({ comment, ...places[i] }))
		.filter(({ isReadable }) => isReadable)
		.slice(0, MOST_COMMENTS);
	const about = await namesOf(shown.map(({ comment }) => comment));
	return shown.map(({ comment, candidate }) => ({
		id: comment.id,
		authorName: comment.authorName,
		text: beginning(comment.text),
		about: about(comment),
		href: hrefOf(comment, candidate),
		at: comment.at
	}));
}

/** The candidate that a comment is about, if it is about one, and whether this person may read it. */
async function placeOf(
	reader: User,
	{ target, authorId }: Comment
): Promise<{ candidate: Candidate | null; isReadable: boolean }> {
	if (target.kind !== 'candidate') return { candidate: null, isReadable: true };
	const candidate = await findCandidate(store(), target.id);
	const queue = candidate && (await findQueue(store(), candidate.queueId));
	if (!queue) return { candidate, isReadable: authorId === reader.id };
	const { id: candidateId, state } = candidate;
	const isOpen =
		authorId === reader.id ||
		isOpenToAll(queue, state) ||
		!isSealed(
			queue,
			state,
			await ownVote(queue, { candidateId, userId: reader.id, round: state.round })
		);
	return { candidate, isReadable: isOpen };
}

async function namesOf(comments: Comment[]): Promise<(comment: Comment) => string> {
	const [objects, others] = await Promise.all([
		findObjects(
			store(),
			comments.flatMap(({ objectId }) => objectId ?? [])
		),
		targetNames(comments.filter(({ objectId }) => objectId === null).map(({ target }) => target))
	]);
	return ({ objectId, target }) => {
		if (objectId !== null) return objects.get(objectId)?.name ?? 'a deleted object';
		return others.get(`${target.kind} ${target.id}`) ?? target.kind;
	};
}

function hrefOf({ target: { kind, id }, objectId }: Comment, candidate: Candidate | null): string {
	if (kind === 'candidate' && candidate) return `/queues/${candidate.queueId}/${candidate.id}`;
	if (objectId !== null) return `/objects/${objectId}`;
	return `/${kind}s/${id}`;
}

function beginning(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length <= LONGEST_TEXT ? line : `${line.slice(0, LONGEST_TEXT - 1)}…`;
}

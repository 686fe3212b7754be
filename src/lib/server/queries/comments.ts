import type { Walk } from '#schema/api/paging.ts';
import {
	commentTargetSchema,
	type Comment,
	type CommentSection,
	type CommentTarget,
	type CommentWording,
	type Mentionable
} from '#schema/comment.ts';
import { Failure } from '#schema/failure.ts';
import type { Candidate, CandidateState, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { knownComment } from '../commands/comments/knownComment.ts';
import { parse } from '../commands/parse.ts';
import { renderMarkdown } from '../commands/markdown.ts';
import { findCandidate } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { commentRevisions, commentsOn } from '../store/comments.ts';
import { usersBeginning } from '../store/people.ts';
import { findQueue } from '../store/queues.ts';
import { ownVote } from './hiddenRepeats.ts';
import { isSealed } from './sealing.ts';
import { signedIn } from './signedIn.ts';
import { walked } from './walk.ts';

const MOST_SUGGESTED = 8;

/** What is said about one thing, and what this person may do about it. */
export async function commentSection(
	user: User | null,
	target: CommentTarget
): Promise<CommentSection> {
	const reader = signedIn(user);
	return {
		target,
		comments: await readableBy(reader, target, await commentsOn(store(), [target])),
		allowed: { comment: may(reader, 'comment'), moderate: may(reader, 'moderateComment') }
	};
}

/** As commentSection, of a target as it stands in an address; part of what is said, where a part is asked for. */
export async function commentSectionNamed(
	user: User | null,
	target: unknown,
	walk: Walk
): Promise<CommentSection & { next: string | number | null }> {
	const section = await commentSection(user, parse(commentTargetSchema, target));
	const part = { ...walk, from: 0, size: section.comments.length };
	const { rows, next } = walked(section.comments, ({ id }) => id, part);
	return { ...section, comments: rows, next };
}

/** What this person may read about an object and about it as this candidate, oldest first. */
export async function commentsOnCandidate(
	reader: User,
	queue: Queue,
	candidate: Candidate
): Promise<Comment[]> {
	const [about, sealed] = await Promise.all([
		commentsOn(store(), [
			{ kind: 'object', id: candidate.objectId },
			{ kind: 'candidate', id: candidate.id }
		]),
		isSealedFrom(reader, queue, candidate)
	]);
	return about.filter(({ target, authorId }) =>
		target.kind === 'candidate' ? !sealed || authorId === reader.id : true
	);
}

/** Every wording a comment has had, the present one last. */
export async function commentHistory(
	user: User | null,
	commentId: string
): Promise<CommentWording[]> {
	const reader = signedIn(user);
	const comment = await knownComment(commentId);
	const [readable] = await readableBy(reader, comment.target, [comment]);
	if (!readable) throw new Failure('NotPermitted', 'Vote first: this comment is still sealed.');
	const revisions = await commentRevisions(store(), commentId);
	const wordings = [...revisions, { text: comment.text, until: null }];
	return wordings.map(({ text, until }, place) => ({
		html: renderMarkdown(text),
		from: place === 0 ? comment.at : (wordings[place - 1].until ?? comment.at),
		until
	}));
}

/** People whose user name, or a word of whose name, begins with the text. */
export async function suggestPeople(user: User | null, text: string): Promise<Mentionable[]> {
	signedIn(user);
	const found = await usersBeginning(store(), text.trim().slice(0, 64), MOST_SUGGESTED);
	return found.map(({ username, displayName }) => ({ username, displayName }));
}

/** What is said about a candidate of a sealed queue may tell a vote: it opens with the votes. One's own is always there. */
async function readableBy(
	reader: User,
	{ kind, id }: CommentTarget,
	comments: Comment[]
): Promise<Comment[]> {
	if (kind !== 'candidate') return comments;
	const candidate = await findCandidate(store(), id);
	const queue = candidate && (await findQueue(store(), candidate.queueId));
	if (queue && !(await isSealedFrom(reader, queue, candidate))) return comments;
	return comments.filter(({ authorId }) => authorId === reader.id);
}

/** Whether everybody may read what is said of a candidate: from the second round on the votes of the first are known. */
export function isOpenToAll(queue: Queue, state: CandidateState): boolean {
	return state.round > 1 || !isSealed(queue, state, null);
}

async function isSealedFrom(
	{ id: userId }: User,
	queue: Queue,
	{ id: candidateId, state }: Candidate
): Promise<boolean> {
	if (isOpenToAll(queue, state)) return false;
	const mine = await ownVote(queue, { candidateId, userId, round: state.round });
	return isSealed(queue, state, mine);
}

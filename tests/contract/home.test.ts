import { beforeAll, describe, expect, test } from 'vitest';
import type { Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { toggleFavourite } from '#server/commands/favourites.ts';
import { visitHome } from '#server/commands/visitHome.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { homePage } from '#server/queries/homePage.ts';
import {
	commandId,
	insertAll,
	makeCandidate,
	makeObject,
	makeQueue,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let eve: User;
let open: Queue;
let blind: Queue;
let objectId: string;
const HOUR_MS = 3_600_000;
const hourAgo = () => new Date(Date.now() - HOUR_MS);

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
	open = await makeQueue('open', 1, { name: 'open queue' });
	blind = await makeQueue('blind', 1, { name: 'blind queue' });
	objectId = (await makeObject()).id;
	await makeRun(1, 'first');
	await insertAll([newSource(1, { runId: 1, ra: 150, dec: -30, objectId })]);
});

describe('the visit before', () => {
	test('is none the first time, and stays the same while one looks in again and again', async () => {
		const first = new Date('2026-01-01T08:00:00Z');
		const minutes = (after: number) => new Date(first.getTime() + after * 60_000);
		expect(await visitHome({ user: eve }, first)).toBeNull();
		expect(await visitHome({ user: eve }, minutes(5))).toBeNull();
		// Gone for an hour: what happened meanwhile is news.
		expect(await visitHome({ user: eve }, minutes(65))).toEqual(minutes(5));
		expect(await visitHome({ user: eve }, minutes(80))).toEqual(minutes(5));
		expect(await visitHome({ user: eve }, minutes(105))).toEqual(minutes(5));
		expect(await visitHome({ user: eve }, minutes(200))).toEqual(minutes(105));
		// Everybody has a visit of their own.
		expect(await visitHome({ user: ana }, minutes(200))).toBeNull();
	});
});

describe('home', () => {
	test('has what came after the last visit and nothing older', async () => {
		await makeCandidate(open, { rank: 1 });
		await makeCandidate(open, { rank: 2 });
		const { news } = await homePage(ben, hourAgo());
		expect(news.runs.map(({ name }) => name)).toEqual(['first']);
		expect(news.candidates).toEqual([{ queueId: open.id, queueName: 'open queue', count: 2 }]);
		const later = await homePage(ben, new Date(Date.now() + HOUR_MS));
		expect(Object.values(later.news).flat()).toEqual([]);
	});

	test('counts what is left for this person to vote on, and not what others have done', async () => {
		const candidate = await makeCandidate(open, { rank: 3 });
		const left = async (user: User) =>
			(await homePage(user, null)).queues.find(({ id }) => id === open.id)?.left;
		const before = await left(ben);
		await castVote({ user: ana }, { ...voteOn(candidate.id), commandId: commandId() });
		expect(await left(ben)).toBe(before);
		await castVote({ user: ben }, { ...voteOn(candidate.id), commandId: commandId() });
		expect(await left(ben)).toBe((before ?? 0) - 1);
	});

	test('asks nobody to vote who is not among a queue’s voters, or after its deadline', async () => {
		const voters = { teamId: null, userIds: [ana.id] };
		const named = await makeQueue('open', 1, { name: 'for ana', voters });
		const over = await makeQueue('open', 1, { name: 'over', deadline: hourAgo() });
		await makeCandidate(named, { rank: 11 });
		await makeCandidate(over, { rank: 12 });
		const ids = async (user: User) => (await homePage(user, null)).queues.map(({ id }) => id);
		expect(await ids(ana)).toContain(named.id);
		expect(await ids(ben)).not.toContain(named.id);
		expect(await ids(ana)).not.toContain(over.id);
		expect(
			(await homePage(ben, hourAgo())).news.candidates.map(({ queueId }) => queueId)
		).not.toContain(named.id);
	});

	test('shows what is said of a sealed candidate to its author and to who has voted, to nobody else', async () => {
		const candidate = await makeCandidate(blind, { rank: 21 });
		const target = `candidate-${candidate.id}`;
		await writeComment({ user: ana }, { commandId: commandId(), target, text: 'surely an ESE' });
		const reads = async (user: User) =>
			(await homePage(user, null)).comments.some(({ text }) => text === 'surely an ESE');
		expect(await reads(ana)).toBe(true);
		expect(await reads(ben)).toBe(false);
		expect(await reads(eve)).toBe(false);
		await castVote({ user: ben }, { ...voteOn(candidate.id), commandId: commandId() });
		expect(await reads(ben)).toBe(true);
	});

	test('names what a comment is about and leads there', async () => {
		await writeComment(
			{ user: ana },
			{ commandId: commandId(), target: 'run-1', text: 'good run' }
		);
		const [comment] = (await homePage(eve, null)).comments;
		expect(comment).toMatchObject({ text: 'good run', about: 'run “first”', href: '/runs/1' });
	});

	test('says which favourites a new run has seen', async () => {
		await toggleFavourite({ user: eve }, { commandId: commandId(), objectId });
		const { news } = await homePage(eve, hourAgo());
		expect(news.favourites).toMatchObject([{ id: objectId, runName: 'first', sourceId: 1 }]);
		expect((await homePage(ben, hourAgo())).news.favourites).toEqual([]);
	});

	test('is not for strangers', async () => {
		await expect(homePage(null, null)).rejects.toMatchObject({ code: 'NotSignedIn' });
	});
});

function voteOn(candidateId: string) {
	return { candidateId, classKey: 'ese' };
}

import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { User } from '#schema/user.ts';
import { changeOutsideJob, createOutsideJob } from '#server/commands/outsideJobs/outsideJobs.ts';
import { outsideJob, outsideJobs } from '#server/queries/inboxOutsideJobs.ts';
import { commandId, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let pipeline: User;
let other: User;
let viewer: User;

beforeAll(async () => {
	pipeline = await makeUser('pipeline', 'vetter');
	other = await makeUser('other', 'vetter');
	viewer = await makeUser('viewer', 'viewer');
});
afterEach(() => vi.useRealTimers());

const asked = { pipeline: 'calibration', name: 'SB1234', stages: ['flag', 'solve', 'apply'] };

test('a job goes through its stages and ends', async () => {
	const job = await createOutsideJob({ user: pipeline }, asked);
	expect(job).toMatchObject({ stage: 'flag', state: 'running', progress: null });
	const tell = (change: object) =>
		changeOutsideJob({ user: pipeline }, { jobId: job.id, ...change });
	expect(await tell({ progress: 0.5 })).toMatchObject({ stage: 'flag', progress: 0.5 });
	expect(await tell({ stage: 'solve' })).toMatchObject({ stage: 'solve', progress: null });
	expect(await tell({ error: 'no bandpass' })).toMatchObject({
		state: 'failed',
		error: 'no bandpass'
	});
	await expect(tell({ stage: 'apply' })).rejects.toMatchObject({ code: 'Conflict' });
	expect(await tell({ state: 'running' })).toMatchObject({ state: 'running', error: null });
	expect(await tell({ state: 'done' })).toMatchObject({ state: 'done', stage: 'solve' });
});

test('one that misses three beats is lost, and runs again when it is heard of', async () => {
	const job = await createOutsideJob({ user: pipeline }, { ...asked, heartbeatSeconds: 5 });
	expect((await outsideJob(viewer, job.id)).state).toBe('running');
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 14_000 });
	expect((await outsideJob(viewer, job.id)).state).toBe('running');
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2000 });
	expect((await outsideJob(viewer, job.id)).state).toBe('lost');
	expect((await outsideJobs(viewer)).find(({ id }) => id === job.id)?.state).toBe('lost');
	expect((await changeOutsideJob({ user: pipeline }, { jobId: job.id })).state).toBe('running');
	expect((await outsideJob(viewer, job.id)).state).toBe('running');
});

test('the same report under one id is one job', async () => {
	const once = { ...asked, commandId: commandId() };
	const first = await createOutsideJob({ user: pipeline }, once);
	expect((await createOutsideJob({ user: pipeline }, once)).id).toBe(first.id);
});

test('viewers report nothing, and nobody speaks for another’s job', async () => {
	await expect(createOutsideJob({ user: viewer }, asked)).rejects.toMatchObject({
		code: 'NotPermitted'
	});
	const job = await createOutsideJob({ user: pipeline }, asked);
	await expect(
		changeOutsideJob({ user: other }, { jobId: job.id, state: 'failed' })
	).rejects.toMatchObject({ code: 'NotPermitted' });
	await expect(changeOutsideJob({ user: pipeline }, { jobId: 'nope' })).rejects.toMatchObject({
		code: 'NotFound'
	});
	for (const bad of [
		{ progress: 2 },
		{ stage: '' },
		{ state: 'lost' },
		{ error: 'x'.repeat(3000) }
	])
		await expect(
			changeOutsideJob({ user: pipeline }, { jobId: job.id, ...bad })
		).rejects.toMatchObject({ code: 'Invalid' });
});

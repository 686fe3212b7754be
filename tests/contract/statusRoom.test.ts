import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Announcement } from '#schema/announcement.ts';
import type { Room } from '#realtime/room.svelte.ts';
import { pauseJobs } from '#server/commands/jobs/pauseJobs.ts';
import { cancelJob } from '#server/commands/jobs/retryJob.ts';
import { createOutsideJob } from '#server/commands/outsideJobs/outsideJobs.ts';
import { closeChannels } from '#server/jobs/channels.ts';
import { closeRedis } from '#server/jobs/connection.ts';
import { closeProducers, enqueue } from '#server/jobs/enqueue.ts';
import { jobQueue } from '#server/jobs/jobQueue.ts';
import { closeStore, store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import { eventually } from '../kit/eventually.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';
import { newPerson, type Person } from '../kit/people.ts';
import { openRoom, openSocket, startRooms } from '../kit/rooms.ts';

ownDatabase();
let web: Awaited<ReturnType<typeof startRooms>>;
let mia: Person;
let eve: Person;
let room: Room;
const heard: Announcement[] = [];

beforeAll(async () => {
	await migrate(store());
	[mia, eve] = [await newPerson('runManager'), await newPerson('viewer')];
	web = await startRooms();
	room = openRoom(eve, { origin: web.origin, name: 'status' });
	room.onannounce((announcement) => heard.push(announcement));
});
afterAll(async () => {
	room.destroy();
	await web.close();
	await closeProducers();
	closeRedis();
	closeChannels();
	await closeStore();
});

/** What a viewer's open status page hears of what is done. */
async function hearsOf(act: () => Promise<unknown>): Promise<void> {
	await eventually(() => room.status).toBe('live');
	const before = heard.length;
	await act();
	await eventually(() => heard.length).toBeGreaterThan(before);
	expect(heard.at(-1)).toMatchObject({ topic: 'status', byId: mia.user.id });
}

const id = () => ({ commandId: crypto.randomUUID() });

test('a viewer’s page hears of jobs that are paused, go on, and are taken out', async () => {
	await hearsOf(() => pauseJobs({ user: mia.user }, { ...id(), kind: 'rank', paused: true }));
	await enqueue({ kind: 'watchRun', runId: 1, attempt: 'waits' });
	const { user } = mia;
	await hearsOf(() =>
		cancelJob({ user }, { ...id(), kind: 'watchRun', jobId: 'watchRun-1-waits' })
	);
	expect(await jobQueue('watchRun').getJob('watchRun-1-waits')).toBeUndefined();
	await hearsOf(() => pauseJobs({ user }, { ...id(), kind: 'rank', paused: false }));
});

test('and of other pipelines’ jobs, but of nothing that was refused', async () => {
	const job = { ...id(), pipeline: 'imager', name: 'SB1234', stage: 'clean' };
	await hearsOf(() => createOutsideJob({ user: mia.user }, job));
	const before = heard.length;
	const wish = { ...id(), kind: 'rank', paused: true };
	await expect(pauseJobs({ user: eve.user }, wish)).rejects.toMatchObject({ code: 'NotPermitted' });
	await hearsOf(() => pauseJobs({ user: mia.user }, { ...wish, ...id() }));
	expect(heard.slice(before)).toHaveLength(1);
	await pauseJobs({ user: mia.user }, { ...id(), kind: 'rank', paused: false });
});

test('whoever is not signed in hears nothing', async () => {
	const address = `${web.origin.replace('http', 'ws')}/yjs/status`;
	expect(await openSocket(address, { origin: web.origin })).toEqual({ status: 401 });
});

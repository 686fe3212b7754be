import { beforeAll, describe, expect, test } from 'vitest';
import type { User } from '#schema/user.ts';
import { noteProvenance, setProvenance } from '#server/commands/setProvenance.ts';
import { imagesPage } from '#server/queries/images.ts';
import { runsPage } from '#server/queries/runs.ts';
import { compareRunsPage } from '#server/queries/compareRuns.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { collection, store } from '#server/store/client.ts';
import { commandId, insertAll, makeRun, makeUser, newSource, ownInstallation } from './builders.ts';

ownInstallation();
let ben: User;
let eve: User;
let mia: User;

beforeAll(async () => {
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
	mia = await makeUser('mia', 'runManager');
	await makeRun(1, 'north');
	await makeRun(2, 'south');
	await insertAll([1, 2].map((runId) => newSource(runId, { runId, ra: 150, dec: -30 })));
	const images = [1, 2, 3].map((_id) => ({
		...{ _id, name: `e${_id}.fits`, datetime: new Date(_id), ra: 150, dec: -30 },
		...{
			path: '',
			checksum: '',
			bandId: 1,
			skyRegionId: 1,
			nMeasurements: 0,
			firstMeasurementId: 1
		},
		footprint: { type: 'Point', coordinates: [150, -30] },
		...{ provenance: _id < 3 ? { calibrator: 'B1934-638' } : { calibrator: '3C286' } }
	}));
	await collection<{ _id: number; [field: string]: unknown }>(store(), 'images').insertMany(
		images,
		{
			bypassDocumentValidation: true
		}
	);
	await collection<{ _id: number }>(store(), 'runs').updateOne(
		{ _id: 1 },
		{ $set: { imageIds: [1, 2, 3] } }
	);
});

const say = (user: User, said: object) =>
	setProvenance({ user }, { commandId: commandId(), target: 'run', id: 1, ...said });

test('what is said is added to what is known; an empty value takes a key away; both are recorded', async () => {
	await say(mia, { calibrator: ' B1934-638 ', softwareVersion: 'ASKAPsoft 1.9.2' });
	expect(await say(mia, { calibrator: '' })).toEqual({ softwareVersion: 'ASKAPsoft 1.9.2' });
	const events = await auditEventsOf(store(), 'run 1');
	expect(events.at(-1)).toMatchObject({
		action: 'setProvenance',
		byName: 'MIA',
		before: { calibrator: 'B1934-638', softwareVersion: 'ASKAPsoft 1.9.2' },
		after: { softwareVersion: 'ASKAPsoft 1.9.2' }
	});
});

test('sent again, it answers as before and changes nothing', async () => {
	const sent = { commandId: commandId(), target: 'run', id: 2, calibrator: 'first' };
	const answers = await Promise.all([1, 2, 3].map(() => setProvenance({ user: mia }, sent)));
	await noteProvenance({ target: 'run', id: 2, said: { calibrator: 'second' } });
	expect(await setProvenance({ user: mia }, sent)).toEqual(answers[0]);
	expect((await auditEventsOf(store(), 'run 2')).map(({ byName }) => byName)).toEqual([
		'MIA',
		'system'
	]);
});

test('images and runs are found by it, word by word', async () => {
	await say(mia, { softwareVersion: 'ASKAPsoft 1.9.2' });
	const runs = await runsPage(
		eve,
		new URLSearchParams({ provenance: 'softwareVersion:ASKAPsoft 1.9.2' })
	);
	expect(runs.rows.map(({ name }) => name)).toEqual(['north']);
	const images = await imagesPage(eve, new URLSearchParams({ provenance: 'calibrator:B1934-638' }));
	expect(images.rows.map(({ name }) => name)).toEqual(['e1.fits', 'e2.fits']);
	expect(images.choices.provenance).toMatchObject([
		{ filter: 'calibrator:B1934-638', count: 2 },
		{ filter: 'calibrator:3C286', count: 1 }
	]);
	const pattern = await imagesPage(eve, new URLSearchParams({ provenance: 'calibrator:B.*' }));
	expect(pattern.count).toBe(0);
});

test('of a run of which nobody has said it, its images do', async () => {
	const { comparison } = await compareRunsPage(eve, new URLSearchParams('a=1&b=2'));
	expect(comparison?.a.provenance).toEqual({
		calibrator: 'B1934-638 (2 images); 3C286 (1 images)',
		softwareVersion: 'ASKAPsoft 1.9.2'
	});
});

describe('refused', () => {
	test.each([
		[{ calibrator: 'x'.repeat(201) }, 'calibrator'],
		[{ calibrator: 'a\u0000b' }, 'calibrator'],
		[{ target: 'queue' }, 'target'],
		[{ id: 'first' }, 'id']
	])('%j', (said, field) =>
		expect(say(mia, said)).rejects.toMatchObject({ code: 'Invalid', field })
	);

	test('of what does not exist', () =>
		expect(say(mia, { id: 77, calibrator: 'x' })).rejects.toMatchObject({ code: 'NotFound' }));

	test('from those who may not change it: vetters say it of images and of their own runs', async () => {
		await expect(say(ben, { calibrator: 'x' })).rejects.toMatchObject({ code: 'NotPermitted' });
		const onImage = { target: 'image', id: 3, imagingParameters: 'Briggs 0' };
		await expect(say(eve, onImage)).rejects.toMatchObject({ code: 'NotPermitted' });
		expect(await say(ben, onImage)).toEqual({ calibrator: '3C286', imagingParameters: 'Briggs 0' });
	});

	test.each(['calibrator', 'name:x', 'x'.repeat(400)])('the question %s', async (provenance) => {
		const { problems } = await imagesPage(eve, new URLSearchParams({ provenance }));
		expect(problems.map(({ field }) => field)).toEqual(['provenance']);
	});
});

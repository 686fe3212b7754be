import { beforeAll, describe, expect, test } from 'vitest';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { toggleFavourite } from '#server/commands/favourites.ts';
import { clearRun } from '#server/commands/runs/clearRun.ts';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { smallCurve, sourceAround } from '#server/queries/sourceAround.ts';
import { objectOfSource, presentSource } from '#server/queries/sourceOfObject.ts';
import { sourcePage } from '#server/queries/sourcePage.ts';
import { sourceTrust } from '#server/queries/sourceTrust.ts';
import { collection, store } from '#server/store/client.ts';
import type { SourcePage } from '#schema/sourcePage.ts';
import type { User } from '#schema/user.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { Random } from '#science/stats/random.ts';
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
let objectId: string;
const here = { ra: 359.9999, dec: -30 };
const random = new Random(23);
/** Around RA 0, so that a difference of right ascensions would not do. */
const others = Array.from({ length: 150 }, (_, i) =>
	newSource(100 + i, {
		runId: 2,
		ra: (360 + here.ra + (random.uniform() - 0.5) * 0.2) % 360,
		dec: here.dec + (random.uniform() - 0.5) * 0.2
	})
);

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	await makeRun(1, 'first');
	await makeRun(2, 'second', 3);
	objectId = (await makeObject(here)).id;
	const own = { ...here, objectId };
	await insertAll([
		newSource(1, { ...own, runId: 1 }),
		newSource(2, { ...own, runId: 2, revision: 2, etaPeak: 7 }),
		newSource(3, { ...own, runId: 2, revision: 3, relatedIds: [100], nRel: 1 }),
		newSource(4, { ...own, runId: 2, revision: 4 }),
		...others.map((source) => ({ ...source, revision: 3 }))
	]);
});

async function pageOf(id: number, address = '', user = ben) {
	const found = await sourcePage(user, String(id), new URLSearchParams(address));
	if (found.kind === 'gone') throw new Error('The source is gone.');
	return { ...found.shown, around: await found.around, place: await found.place };
}

describe('the page of a source', () => {
	test('shows the source with the labels of its object, whichever run they were made in', async () => {
		const context = { user: ben };
		const target = { kind: 'object', targetId: objectId };
		await applyTag(context, { commandId: commandId(), ...target, tag: 'flare' });
		await toggleFavourite(context, { commandId: commandId(), objectId });
		const comment = { target: `object-${objectId}`, text: 'a dip' };
		await writeComment(context, { commandId: commandId(), ...comment });
		for (const id of [1, 3]) {
			const { object } = await pageOf(id);
			expect(object?.tags.map(({ tag }) => tag)).toEqual(['flare']);
			expect(object?.comments.map(({ text }) => text)).toEqual(['a dip']);
			expect(object).toMatchObject({ favourite: true, allowed: { tag: true, settle: false } });
		}
		expect((await pageOf(1, '', ana)).object?.favourite).toBe(false);
	});

	test('lists the object’s sources in all runs, the latest run first, none that is not published', async () => {
		const { versions, standing } = await pageOf(3);
		expect(versions.map(({ id, state, isHere }) => [id, state, isHere])).toEqual([
			[3, 'shown', true],
			[2, 'superseded', false],
			[1, 'shown', false]
		]);
		expect(standing).toEqual({ kind: 'shown', present: null });
	});

	test('of an earlier processing says so and leads to what the run shows now', async () => {
		const { standing, source } = await pageOf(2);
		expect(source.etaPeak).toBe(7);
		expect(standing).toMatchObject({ kind: 'superseded', present: { id: 3, runName: 'second' } });
		expect((await pageOf(4)).standing.kind).toBe('unpublished');
	});

	test('knows the sources that share a measurement with it', async () => {
		const { related } = await pageOf(3);
		expect(related.map(({ id, runName }) => [id, runName])).toEqual([[100, 'second']]);
	});

	test.each(['0', '-1', '1.5', '1e3', 'NaN', '999999', '{"$gt":0}', '1'.repeat(40), 'x'])(
		'there is none for %s, which is said and no error of the server',
		async (named) => {
			await expect(sourcePage(ben, named, new URLSearchParams())).rejects.toMatchObject({
				code: 'NotFound'
			});
			await expect(smallCurve(ben, named)).rejects.toMatchObject({ code: 'NotFound' });
			await expect(sourceTrust(ben, named)).rejects.toMatchObject({ code: 'NotFound' });
			await expect(objectOfSource(ben, named)).rejects.toMatchObject({ code: 'NotFound' });
		}
	);

	test('is shown to nobody who is not signed in', async () => {
		await expect(sourcePage(null, '1', new URLSearchParams())).rejects.toMatchObject({
			code: 'NotSignedIn'
		});
	});
});

describe('what is around a source', () => {
	test('is found as the definition finds it, nearest first, for 20 random radii', async () => {
		const { source, lightCurve } = await pageOf(3);
		for (let i = 0; i < 20; i++) {
			const radius = 1 + random.uniform() * 400;
			const { neighbours, neighboursLeftOut } = await sourceAround({ source, lightCurve }, radius);
			const expected = others
				.map(({ id, wavgRa, wavgDec }) => ({
					id,
					apart: separationDeg(here.ra, here.dec, wavgRa, wavgDec) * 3600
				}))
				.filter(({ apart }) => apart <= radius)
				.sort((a, b) => a.apart - b.apart);
			expect(neighbours.map(({ id }) => id)).toEqual(expected.slice(0, 100).map(({ id }) => id));
			expect(neighbours.length + neighboursLeftOut).toBe(expected.length);
		}
	});

	test('has a row for each epoch, also where the measurement is stored no more', async () => {
		const { around } = await pageOf(3);
		expect(around.measurements).toHaveLength(2);
		expect(around.measurements[0]).toMatchObject({
			imageName: 'image 1',
			raErrArcsec: NaN,
			snr: 10
		});
		expect(around.siblings).toEqual([]);
	});

	test.each(['0', '-5', '4000', 'x', 'Infinity'])('is not asked for within %s″', async (around) => {
		await expect(pageOf(3, `around=${around}`)).rejects.toMatchObject({
			code: 'Invalid',
			field: 'around'
		});
	});
});

describe('previous and next', () => {
	test('follow the question of the address, each address its own', async () => {
		const all = (address: string) => pageOf(3, address).then(({ place }) => place);
		expect(await all('')).toBeNull();
		expect(await all('run=2&sort=nRel&order=desc')).toMatchObject({ position: 1, count: 151 });
		expect(await all('run=2&max_nRel=0')).toMatchObject({ position: 0, count: 150 });
	});

	test('going on from each to the next meets every source of the answer once', async () => {
		const address = 'run=2&sort=ra&order=asc';
		const met = [];
		let place = (await pageOf(3, address)).place;
		while (place && 'position' in place && place.nextId !== null) {
			met.push(place.nextId);
			place = (await pageOf(place.nextId, address)).place;
		}
		expect(new Set(met).size).toBe(met.length);
		// Around RA 0 the source itself is the last but those before RA 360.
		expect(met.length).toBe(others.filter(({ wavgRa }) => wavgRa > here.ra).length);
	}, 60_000);

	test.each([
		'min_etaPeak=x',
		'run=nonsense',
		'sort=password&min_etaPeak=1',
		'at=nowhere&radius=5'
	])('of a question that means nothing (%s) are none, with the reason', async (address) => {
		const { place } = await pageOf(3, address);
		expect(place).toEqual({ problem: expect.any(String) as string });
	});
});

describe('the queues that the object is in', () => {
	test('tell one’s own vote, and no verdict that is sealed from the reader', async () => {
		const blind = await makeQueue('blind', 2, { opinionsWanted: 5 });
		const candidate = await makeCandidate(blind, { objectId });
		const retired = { 'state.kind': 'retired', 'state.as': 'ese' };
		await collection<{ _id: string }>(store(), 'candidates').updateOne(
			{ _id: candidate.id },
			{
				$set: {
					...retired,
					'state.because': { ruleId: 'r', ruleVersion: 1, sentence: '3 of 3 say ESE.' }
				}
			}
		);
		const candidacies = (page: Pick<SourcePage, 'object'>) => page.object?.candidacies ?? [];
		const [sealed] = candidacies(await pageOf(3));
		expect(sealed).toMatchObject({ id: candidate.id, mine: null, verdict: null });
		expect(JSON.stringify(sealed)).not.toMatch(/ese|3 of 3/i);
		const open = await makeQueue('open', 2);
		const again = await makeCandidate(open, { objectId });
		const vote = { commandId: commandId(), candidateId: again.id, classKey: 'agn' };
		await castVote({ user: ben }, vote);
		const seen = candidacies(await pageOf(3)).find(({ id }) => id === again.id);
		expect(seen?.mine).toMatch(/AGN|galactic nucleus/i);
		expect(candidacies(await pageOf(3, '', ana)).map(({ mine }) => mine)).toEqual([null, null]);
	});
});

describe('what the numbers rest on', () => {
	test('is read from the light curve, the run and the marks of images', async () => {
		await collection(store(), 'runs').updateOne(
			{ name: 'second' },
			{
				$set: { softwareVersion: '1.2.3', publishedAt: new Date('2026-01-02'), imageIds: [1, 9] }
			}
		);
		const trust = await sourceTrust(ben, '3');
		expect(trust).toMatchObject({
			all: { detections: 2, forced: 0, epochs: 1, used: 2, flagged: 0 },
			run: { name: 'second', softwareVersion: '1.2.3', settings: [], images: 2 },
			isFresh: true,
			imageRms: null,
			good: null
		});
		expect((await sourceTrust(ben, '2')).isFresh).toBe(false);
		expect((await sourceTrust(ben, '1')).laterRuns).toEqual(['second']);
		expect(trust.scores.every(({ calibration }) => calibration === null)).toBe(true);
	});
});

describe('an object', () => {
	test('is looked at as its source of the latest run', async () => {
		expect(await presentSource(ben, objectId)).toBe(3);
		await expect(presentSource(ben, 'nobody')).rejects.toMatchObject({ code: 'NotFound' });
		const alone = await makeObject({ ra: 10, dec: 10 });
		await expect(presentSource(ben, alone.id)).rejects.toMatchObject({ code: 'NotFound' });
	});

	test('is still reached by the address of a source whose run was deleted', async () => {
		await clearRun({ user: null }, { runId: 2, files: 'nothing' });
		// The tag remembers that it was made on source 3.
		const found = await sourcePage(ben, '3', new URLSearchParams());
		expect(found).toMatchObject({
			kind: 'gone',
			gone: { object: { id: objectId }, present: { id: 1, runName: 'first' } }
		});
		await expect(sourcePage(ben, '100', new URLSearchParams())).rejects.toMatchObject({
			code: 'NotFound'
		});
	});
});

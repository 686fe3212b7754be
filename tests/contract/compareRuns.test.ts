import { beforeAll, describe, expect, test } from 'vitest';
import type { Comparison } from '#schema/compareRuns.ts';
import { pipelineConfigSchema } from '#schema/pipelineConfig.ts';
import type { Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { compareRunsPage } from '#server/queries/compareRuns.ts';
import { compareRunsFile } from '#server/queries/compareRunsFile.ts';
import { compareRunsPoints } from '#server/queries/compareRunsPoints.ts';
import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { collection, store } from '#server/store/client.ts';
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
const ARCSEC = 1 / 3600;
let ana: User;
let eve: User;

const settings = (sections: object) =>
	pipelineConfigSchema.parse({
		run: {},
		inputs: { image: ['a'], selavy: ['a'], noise: ['a'] },
		...{ source_monitoring: {}, source_association: {}, new_sources: {} },
		...{ measurements: {}, variability: {}, processing: {}, ...sections }
	});

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	eve = await makeUser('eve', 'viewer');
	for (const [id, name, sections] of [
		[1, 'north', {}],
		[2, 'south', { new_sources: { min_sigma: 6 } }]
	] as const) {
		await makeRun(id, name);
		const basis = { config: settings(sections), configText: '', inputs: { epochs: [] } };
		await collection<{ _id: number }>(store(), 'runs').updateOne(
			{ _id: id },
			{ $set: { basis, imageIds: id === 1 ? [1, 2] : [2, 3, 4] } }
		);
	}
	await makeRun(3, 'empty', 0);
	const at = (runId: number, id: number, ra: number, dec: number, more: object = {}) =>
		newSource(id, { runId, ra, dec, ...more });
	await insertAll([
		at(1, 11, 150, -30, { objectId: 'one', avgFluxPeak: 2 }),
		at(1, 12, 151, -30, { avgFluxPeak: 4 }),
		at(1, 13, 152, -30, { avgFluxPeak: 9 }),
		at(1, 14, 153, -30, { avgFluxPeak: NaN }),
		at(2, 21, 150.1, -30, { objectId: 'one', avgFluxPeak: 3 }),
		at(2, 22, 151, -30 + 2 * ARCSEC, { avgFluxPeak: 4 }),
		at(2, 23, 153, -30, { avgFluxPeak: 5 }),
		at(2, 24, 160, -30, { avgFluxPeak: 1 })
	]);
});

async function compared(address: string, user = eve): Promise<Comparison> {
	const { comparison } = await compareRunsPage(user, new URLSearchParams(address));
	if (!comparison) throw new Error('nothing was compared');
	return comparison;
}

const idsOf = ({ rows }: Comparison) =>
	rows.map(({ sourceA, sourceB }) => [sourceA?.id ?? null, sourceB?.id ?? null]);

test('sources are one by their object first, then by their position; the rest is only here or only there', async () => {
	const { counts, hrefA, hrefB } = await compared('a=1&b=2');
	expect(counts).toEqual({ byObject: 1, byPosition: 2, onlyA: 1, onlyB: 1 });
	expect(hrefA).toBe('/sources?run=1&named=13');
	expect(hrefB).toBe('/sources?run=2&named=24');
	const narrow = await compared('a=1&b=2&radius=1');
	expect(narrow.counts).toEqual({ byObject: 1, byPosition: 1, onlyA: 2, onlyB: 2 });
});

test('what differs most comes first; what was not measured, last', async () => {
	const comparison = await compared('a=1&b=2');
	expect(idsOf(comparison)).toEqual([
		[11, 21],
		[12, 22],
		[14, 23]
	]);
	expect(comparison.rows[0]).toMatchObject({ a: 2, b: 3, change: 1.5 });
	expect(comparison.typical).toMatchObject({ n: 2, median: 1.25 });
	expect(idsOf(await compared('a=1&b=2&list=onlyA'))).toEqual([[13, null]]);
	expect(idsOf(await compared('a=1&b=2&list=onlyB'))).toEqual([[null, 24]]);
});

test('a run compared with itself differs in nothing', async () => {
	const { counts, config, images, typical, nVerdicts } = await compared('a=1&b=1');
	expect(counts).toEqual({ byObject: 1, byPosition: 3, onlyA: 0, onlyB: 0 });
	expect({ config, images, nVerdicts }).toEqual({
		config: [],
		images: { both: 2, onlyA: 0, onlyB: 0 },
		nVerdicts: 0
	});
	expect(typical).toEqual({ n: 3, median: 1, offsetRa: 0, offsetDec: 0 });
});

test('settings that differ are named, and how many images the runs share', async () => {
	const { config, images } = await compared('a=1&b=2');
	expect(config).toEqual([{ key: 'new_sources.min_sigma', a: '5', b: '6' }]);
	expect(images).toEqual({ both: 1, onlyA: 1, onlyB: 2 });
});

describe('a plot', () => {
	const points = (address: string) => compareRunsPoints(eve, new URLSearchParams(address));

	test('has logarithms of what was measured in both, and says how many are left out', async () => {
		const drawn = await points('a=1&b=2&measure=flux');
		expect(drawn).toMatchObject({ kind: 'points', n: 2, left: 1, sourceId: [11, 12] });
		if (drawn.kind !== 'points') return;
		expect(drawn.x[0]).toBeCloseTo(Math.log10(2), 5);
		expect(drawn.y[0]).toBeCloseTo(Math.log10(3), 5);
	});

	test('of positions has offsets on the sky', async () => {
		const drawn = await points('a=1&b=2&measure=position');
		if (drawn.kind !== 'points') throw new Error('points were expected');
		expect(drawn.x[0]).toBeCloseTo(0.1 * 3600 * Math.cos(Math.PI / 6), 1);
		expect(drawn.y[1]).toBeCloseTo(2, 3);
	});

	test('of more points than can be told apart shows how crowded they are, each once', async () => {
		for (const runId of [8, 9]) {
			await makeRun(runId, `crowd-${runId}`);
			const sources = Array.from({ length: 20_100 }, (_, i) =>
				newSource(runId * 100_000 + i, {
					...{ runId, ra: (i % 200) * 0.01, dec: Math.floor(i / 200) * 0.01 },
					avgFluxPeak: 1 + (i % 17)
				})
			);
			await insertAll(sources);
		}
		const drawn = await points('a=8&b=9');
		expect(drawn).toMatchObject({ kind: 'density', n: 20_100, left: 0 });
		if (drawn.kind !== 'density') return;
		expect(drawn.counts.reduce((sum, count) => sum + count, 0)).toBe(20_100);
	}, 60_000);
});

test('a list goes into a file whole, with the units in its head', async () => {
	const { bytes, name } = await compareRunsFile(eve, new URLSearchParams('a=1&b=2'));
	expect(name).toBe('compare-1-2-changed.csv');
	expect(new TextDecoder().decode(bytes).split('\r\n')).toEqual([
		'source_id_a,source_id_b,flux_a_mjy_beam,flux_b_mjy_beam,ratio',
		'11,21,2,3,1.5',
		'12,22,4,4,1',
		'14,23,,5,',
		''
	]);
});

describe('verdicts', () => {
	let inNorth: Queue;
	let inSouth: Queue;
	beforeAll(async () => {
		inNorth = await makeQueue('open', 1, { name: 'of north' });
		inSouth = await makeQueue('open', 2, { name: 'of south' });
	});

	async function decide(queue: Queue, objectId: string, classKey: string) {
		const candidate = await makeCandidate(queue, { objectId });
		const said = { candidateId: candidate.id, classKey, reason: 'plain to see' };
		await retireCandidate({ user: ana }, { commandId: commandId(), ...said });
	}

	test('that contradict each other are shown before those of one run only; the same are not', async () => {
		const objects = [await makeObject(), await makeObject(), await makeObject()];
		const [changed, same, once] = objects.map(({ id }) => id);
		await decide(inNorth, changed, 'ese');
		await decide(inSouth, changed, 'agn');
		await decide(inNorth, same, 'ese');
		await decide(inSouth, same, 'ese');
		await decide(inSouth, once, 'pulsar');
		const { verdicts, nVerdicts } = await compared('a=1&b=2');
		expect(nVerdicts).toBe(2);
		expect(verdicts.map(({ objectId, a, b }) => [objectId, a?.classKey, b?.classKey])).toEqual([
			[changed, 'ese', 'agn'],
			[once, undefined, 'pulsar']
		]);
	});
});

describe('refused', () => {
	test.each([
		['a=77&b=1', 'NotFound', 'a'],
		['a=1&b=3', 'Conflict', 'b']
	])('%s', async (address, code, field) => {
		await expect(compared(address)).rejects.toMatchObject({ code, field });
		await expect(compareRunsPoints(eve, new URLSearchParams(address))).rejects.toMatchObject({
			code,
			field
		});
	});

	test.each([
		['a=1', 'b'],
		['a=1&b=2&measure=mass', 'measure'],
		['a=1&b=2&radius=-1', 'radius'],
		['a=1&b=2&radius=1e9', 'radius'],
		['a=x&b=2', 'a'],
		['a=1&b=2&list=all', 'list']
	])('the points and the file of %s, naming the field', async (address, field) => {
		const asked = new URLSearchParams(address);
		await expect(compareRunsPoints(eve, asked)).rejects.toMatchObject({ code: 'Invalid', field });
		await expect(compareRunsFile(eve, asked)).rejects.toMatchObject({ code: 'Invalid', field });
	});

	test('nobody who is not signed in', () =>
		expect(compareRunsPage(null, new URLSearchParams())).rejects.toMatchObject({
			code: 'NotSignedIn'
		}));

	test('two runs that were not named yet are asked for', async () => {
		const page = await compareRunsPage(eve, new URLSearchParams('a=1'));
		expect(page.comparison).toBeNull();
		expect(page.runs.map(({ name }) => name)).toEqual(expect.arrayContaining(['north', 'south']));
	});
});

import { beforeAll, describe, expect, test } from 'vitest';
import { importRows } from '#server/commands/watchlists/importRows.ts';
import { createWatchlist } from '#server/commands/watchlists/settings.ts';
import { etaVPage, objectOfChosen } from '#server/queries/etaV.ts';
import { etaVPoints, etaVRows } from '#server/queries/etaVPoints.ts';
import { readEtaVBody } from '#schema/etaVBody.ts';
import type { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { Random } from '#science/stats/random.ts';
import { etaVCuts } from '#science/variability/etaVCuts.ts';
import { sourcesPage } from '#server/queries/sources/sourcesPage.ts';
import { collection, store } from '#server/store/client.ts';
import type { NewSource } from '#server/store/sources.ts';
import {
	commandId,
	insertAll,
	insertLinked,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ana: User;
const random = new Random(41);

/** On a grid of its own, so that runs of the same sources find the same objects. */
function population(firstId: number, runId: number, n: number): NewSource[] {
	return Array.from({ length: n }, (_, i) =>
		newSource(firstId + i, {
			runId,
			ra: 10 + (i % 20) * 0.1,
			dec: -30 + Math.floor(i / 20) * 0.1,
			nMeas: 8,
			etaPeak: 10 ** (0.1 + 0.2 * random.normal()),
			vPeak: 10 ** (-1 + 0.1 * random.normal()),
			etaInt: 10 ** (0.1 + 0.2 * random.normal()),
			vInt: 10 ** (-1 + 0.1 * random.normal()),
			isNew: i % 10 === 0,
			minSnr: i === 3 ? NaN : i
		})
	);
}

const first = population(1000, 1, 200);
Object.assign(first[0], { nMeas: 1 });
Object.assign(first[1], { etaPeak: 0 });
Object.assign(first[2], { vPeak: NaN });
Object.assign(first[4], { etaPeak: 80, vPeak: 0.9 });
Object.assign(first[5], { etaPeak: 95, vPeak: 0.8 });
const second = population(5000, 2, 160);

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	await insertLinked({ id: 1, name: 'first', revision: 1, radiusArcsec: 10 }, first);
	await insertLinked({ id: 2, name: 'second', revision: 1, radiusArcsec: 10 }, second);
	await makeRun(2, 'second');
	await makeRun(1, 'first');
	await insertAll(population(8000, 3, 49));
	await makeRun(3, 'small');
});

const page = (address: string) => etaVPage(ana, new URLSearchParams(address));
const pointsOf = async (address: string) =>
	readEtaVBody((await etaVPoints(ana, new URLSearchParams(address))).buffer);

describe('the plane of a run', () => {
	test('the fit and the cuts are those of the definition, and the table is what lies beyond both', async () => {
		const expected = etaVCuts(
			{
				eta: first.map(({ etaPeak }) => etaPeak),
				v: first.map(({ vPeak }) => vPeak),
				nMeas: first.map(({ nMeas }) => nMeas)
			},
			{ kEta: 2, kV: 2 }
		);
		const { plane, table, problems } = await page('run=1&etaSigma=2&vSigma=2');
		expect(problems).toEqual([]);
		expect(plane?.fit?.eta.mean).toBeCloseTo(expected?.eta.mean ?? NaN, 6);
		expect(plane?.fit?.v.sigma).toBeCloseTo(expected?.v.sigma ?? NaN, 6);
		const beyond = first.filter(
			({ nMeas, etaPeak, vPeak }) =>
				nMeas > 1 && etaPeak > (expected?.etaCut ?? NaN) && vPeak > (expected?.vCut ?? NaN)
		);
		expect(table.count).toBe(beyond.length);
		expect(table.rows?.slice(0, 2).map(({ id }) => id)).toEqual([first[5].id, first[4].id]);
	});

	test('who has no place is counted by reason', async () => {
		const { plane } = await page('run=1');
		expect(plane).toMatchObject({
			answered: 200,
			placed: 197,
			leftOut: { single: 1, notPositive: 2 }
		});
	});

	test('any question is asked of the plane; the integrated flux has a plane of its own', async () => {
		expect((await page('run=1&new=on')).plane?.answered).toBe(20);
		const peak = await page('run=1');
		const integrated = await page('run=1&flux=int');
		expect(integrated.plane?.placed).toBe(199);
		expect(integrated.plane?.fit?.eta.mean).not.toBe(peak.plane?.fit?.eta.mean);
	});

	test('without a run it is the latest; below 50 sources there is a plane without cuts', async () => {
		const { plane, table } = await page('');
		expect(table.runNames).toEqual(['small']);
		expect(plane).toMatchObject({ placed: 49, fit: null });
		expect(table.count).toBe(49);
		expect((await page('run=1&min_etaPeak=1e9')).plane).toMatchObject({ placed: 0, fit: null });
	});
});

describe('its points', () => {
	test('are the sources with a place, with their numbers', async () => {
		const { here, there } = await pointsOf('run=1&colour=minSnr');
		expect(there).toBeNull();
		expect([...here.sourceId]).toEqual(
			first.filter((_, i) => ![0, 1, 2].includes(i)).map(({ id }) => id)
		);
		expect(here.logEta[1]).toBeCloseTo(Math.log10(80), 5);
		expect(here.colour[0]).toBeNaN();
		expect(here.colour[1]).toBe(4);
		expect(here.isNew.reduce((sum, one) => sum + one, 0)).toBe(19);
	});

	test('two runs are joined by their objects', async () => {
		const { here, there, partner } = await pointsOf('run=1&compare=2');
		expect(there?.sourceId.length).toBe(160);
		const joined = [...partner].flatMap((row, i) =>
			row < 0 ? [] : [[here.sourceId[i], there?.sourceId[row]]]
		);
		expect(joined).toEqual(first.slice(3, 160).map(({ id }) => [id, id - 1000 + 5000]));
	});

	test('a selection is listed, the most significant first', async () => {
		const ids = [first[9], first[4], first[5]].map(({ id }) => id).join(',');
		const { rows } = await etaVRows(ana, new URLSearchParams(`run=1&ids=${ids}`));
		expect(rows.map(({ id }) => id)).toEqual([first[5].id, first[4].id, first[9].id]);
		expect(rows[0]).toMatchObject({ runName: 'first', isFavourite: false });
	});
});

describe('a point', () => {
	test('is shown with its light curve and what belongs to its object', async () => {
		const address = `run=1&source=${first[4].id}`;
		const { chosen } = await page(address);
		expect(chosen).toMatchObject({ source: { id: first[4].id }, runName: 'first' });
		expect(chosen?.lightCurve.mjd).toEqual([59000, 59010]);
		expect(chosen?.labels).toMatchObject({ tags: [], isFavourite: false });
		expect(await objectOfChosen(ana, new URLSearchParams(address))).toBe(chosen?.labels?.objectId);
	});

	test('that does not exist is named, and the plane stays', async () => {
		const { chosen, plane, problems } = await page('run=1&source=999999');
		expect(chosen).toBeNull();
		expect(plane?.placed).toBe(197);
		expect(problems).toEqual([{ field: 'source', reason: 'There is no source 999999.' }]);
	});
});

describe('what makes no sense', () => {
	test.each([
		['flux=both', 'flux'],
		['bands=one', 'bands'],
		['etaSigma=-3', 'etaSigma'],
		['vSigma[$gt]=0&vSigma=%7B%22%24gt%22%3A0%7D', 'vSigma'],
		['colour=constructor', 'colour'],
		['compare=x', 'compare'],
		['run=1&min_etaPeak=%7B%22%24ne%22%3Anull%7D', 'min_etaPeak'],
		['run=77', 'run'],
		['run=1&at=nowhere+at+all&radius=1', 'at']
	])('%s is named on the page and refused to machines', async (address, field) => {
		const { problems } = await page(address);
		expect(problems.map((problem) => problem.field)).toContain(field);
		const failed = await etaVPoints(ana, new URLSearchParams(address)).then(
			() => null,
			(error: Failure) => error
		);
		expect(failed).toMatchObject({ code: 'Invalid', field });
	});

	test.each(['', '1,x', '-1', '1,'.repeat(500) + '1', '{"$gt":0}'])(
		'ids=%.20s is refused',
		async (ids) => {
			const address = new URLSearchParams({ run: '1', ids });
			await expect(etaVRows(ana, address)).rejects.toMatchObject({ field: 'ids' });
		}
	);

	test('nobody signed in sees nothing', async () => {
		await expect(etaVPage(null, new URLSearchParams())).rejects.toMatchObject({
			code: 'NotSignedIn'
		});
		await expect(etaVPoints(null, new URLSearchParams())).rejects.toMatchObject({
			code: 'NotSignedIn'
		});
	});
});

describe('the same page works over', () => {
	test('a watchlist: the sources on its rows, and only those', async () => {
		const list = await createWatchlist(
			{ user: ana },
			{ commandId: commandId(), name: 'six', radiusArcsec: 10 }
		);
		const rows = first.slice(10, 16).map(({ wavgRa, wavgDec }) => `${wavgRa},${wavgDec}`);
		await importRows(
			{ user: ana },
			{ commandId: commandId(), watchlistId: list.id },
			{ bytes: new TextEncoder().encode(`ra,dec\n${rows.join('\n')}\n`), fileName: 'six.csv' }
		);
		const asked = `run=1&watchlist=${list.id}`;
		expect((await page(asked)).plane).toMatchObject({ answered: 6, placed: 6, fit: null });
		const { here } = await pointsOf(asked);
		expect([...here.sourceId]).toEqual(first.slice(10, 16).map(({ id }) => id));
		const compared = await pointsOf(`${asked}&compare=2`);
		expect(compared.there?.sourceId.length).toBe(6);
	});

	test('a question with a cone and a bound: its points are those that the table finds', async () => {
		const asked = 'run=1&at=10.5 -29.8&radius=30&radiusUnit=arcmin&min_bandEtaPeak=1';
		const { here } = await pointsOf(asked);
		const found = await sourcesPage(ana, new URLSearchParams(`${asked}&size=100`));
		const placed = found.rows?.filter(({ vPeak, nMeas }) => vPeak > 0 && nMeas > 1) ?? [];
		expect(placed.length).toBeGreaterThan(0);
		expect([...here.sourceId].sort()).toEqual(placed.map(({ id }) => id).sort());
	});

	test('several runs together', async () => {
		const { here } = await pointsOf('run=1&run=2');
		expect(here.sourceId.length).toBe(197 + 160);
	});
});

test('its version is that of its points: the same for every cut, another once a run is published anew', async () => {
	const versionOf = async (address: string) => (await page(address)).plane?.version;
	const before = await versionOf('run=2');
	const compared = await versionOf('run=1&compare=2');
	expect(await versionOf('run=2&etaSigma=1&flux=int')).toBe(before);
	await insertAll(population(15000, 2, 60).map((source) => ({ ...source, revision: 2 })));
	await collection<{ _id: number }>(store(), 'runs').updateOne(
		{ _id: 2 },
		{ $set: { revision: 2 } }
	);
	const after = await versionOf('run=2');
	expect(after).not.toBe(before);
	expect(await versionOf('run=1&compare=2')).not.toBe(compared);
	expect((await page('run=2')).plane?.answered).toBe(60);
	expect((await pointsOf('run=2')).here.sourceId[0]).toBe(15000);
});

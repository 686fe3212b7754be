import { beforeAll, describe, expect, test } from 'vitest';
import { becauseOf, firedOn } from '#server/commands/watchRules/firings.ts';
import { rankTable } from '#server/commands/images/rankedBy.ts';
import { watchlistAlerts } from '#server/commands/watching/watchlistAlerts.ts';
import { importRows } from '#server/commands/watchlists/importRows.ts';
import { createWatchlist } from '#server/commands/watchlists/settings.ts';
import { etaVPage } from '#server/queries/etaV.ts';
import { sourceAround } from '#server/queries/sourceAround.ts';
import { answeredColumns } from '#server/queries/sources/answeredColumns.ts';
import { sourcesPage } from '#server/queries/sources/sourcesPage.ts';
import { collection, inTransaction, store } from '#server/store/client.ts';
import { saveGoodMetrics } from '#server/store/goodMetrics.ts';
import { newId } from '#server/store/ids.ts';
import { findRun } from '#server/store/runs.ts';
import { badImagesKey, putMark } from '#server/store/imageMarks.ts';
import { ensureColumns } from '#server/store/sourceColumnsBuild.ts';
import { hasVariant, saveVariant } from '#server/store/sourceColumnsVariant.ts';
import { readColumn, SOURCE_COLUMNS } from '#server/store/sourceColumns.ts';
import { readSource } from '#server/store/sourceReads.ts';
import { sourcesKept } from '#server/store/sourceSearch.ts';
import { sourcesToRank, type NewSource } from '#server/store/sources.ts';
import { findWatchlist } from '#server/store/watchlists.ts';
import type { SourceFilter } from '#schema/sourceFilter.ts';
import { readSourceQuery } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import { Random } from '#science/stats/random.ts';
import { bandMetrics, judgedBy } from '#science/variability/bandMetrics.ts';
import { eta } from '#science/variability/eta.ts';
import { modulation } from '#science/variability/modulation.ts';
import { rankCandidates } from '#science/variability/rank.ts';
import { commandId, insertAll, makeRun, makeUser, newSource, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
const random = new Random('two bands');
/** The one source of run 1 that varies, in the upper band. */
const VARIABLE = 107;
const ERROR = 0.2;

/** Ten epochs in each of two bands of a source with a spectral index of −1, as it would be published. */
function twoBandSource(id: number, { runId, dips }: { runId: number; dips: boolean }): NewSource {
	const epochs = Array.from({ length: 20 }, (_, epoch) => epoch);
	const frequencyMhz = epochs.map((epoch) => (epoch % 2 ? 1367.5 : 887.5));
	const flux = epochs.map((epoch) => {
		const steady = (40 * 887.5) / frequencyMhz[epoch] + ERROR * random.normal();
		return dips && epoch === 11 ? steady / 2 : steady;
	});
	const err = epochs.map(() => ERROR);
	const curve = { fluxPeak: flux, fluxPeakErr: err, fluxInt: flux, fluxIntErr: err };
	const [etaMixed, vMixed] = [eta(flux, err), modulation(flux)];
	return newSource(id, {
		...{ runId, ra: 10 + (id % 100) / 10, dec: -30, nMeas: 20 },
		...{ etaPeak: etaMixed, vPeak: vMixed, etaInt: etaMixed, vInt: vMixed },
		bands: bandMetrics({ frequencyMhz, ...curve }, 4.3)
	});
}

const sources = Array.from({ length: 60 }, (_, i) =>
	twoBandSource(100 + i, { runId: 1, dips: 100 + i === VARIABLE })
);
const page = (address: string) => sourcesPage(ana, new URLSearchParams(address));

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	await makeRun(1, 'two bands');
	await makeRun(2, 'one band');
	const single = newSource(200, { runId: 2, ra: 10, dec: 10, etaPeak: 7, vPeak: 0.3 });
	await insertAll([
		...sources,
		{ ...single, bands: [{ ...single, frequencyMhz: 887.5 }] },
		newSource(201, { runId: 2, ra: 20, dec: 10, etaPeak: 3, vPeak: 0.2 })
	]);
});

describe('in a run over two bands', () => {
	test('all bands together every steady source with a slope is variable; by its band only what varies', async () => {
		expect(await page('run=1&min_etaPeak=100')).toMatchObject({ count: 60 });
		const { rows, count } = await page('run=1&min_bandEtaPeak=10&min_bandVPeak=0.1');
		expect(count).toBe(1);
		expect(rows?.[0]).toMatchObject({ id: VARIABLE, bandMhz: 1367.5 });
		expect(rows?.[0].bandEtaPeak).toBe(sources[VARIABLE - 100].bands[1].etaPeak);
		const sorted = await page('run=1&sort=bandEtaPeak&order=desc');
		expect(sorted.rows?.[0].id).toBe(VARIABLE);
	});

	test('the plane is of the band unless all bands are asked for', async () => {
		const judged = await etaVPage(ana, new URLSearchParams('run=1'));
		const mixed = await etaVPage(ana, new URLSearchParams('run=1&bands=all'));
		expect(judged.table.rows?.map(({ id }) => id)).toEqual([VARIABLE]);
		expect(judged.table.query.numbers.map(({ field }) => field)).toContain('bandEtaPeak');
		expect(10 ** (judged.plane?.fit?.eta.mean ?? NaN)).toBeLessThan(3);
		expect(10 ** (mixed.plane?.fit?.eta.mean ?? NaN)).toBeGreaterThan(100);
	});

	test('a watchlist tells of what varies in its band, not of a spectral slope', async () => {
		const list = await createWatchlist(
			{ user: ana },
			{ commandId: commandId(), name: 'all of them', radiusArcsec: 10, etaPeakAtLeast: '10' }
		);
		const rows = sources.map(({ wavgRa, wavgDec }) => `${wavgRa},${wavgDec}`).join('\n');
		const file = { bytes: new TextEncoder().encode(`ra,dec\n${rows}\n`), fileName: 'all.csv' };
		await importRows({ user: ana }, { commandId: commandId(), watchlistId: list.id }, file);
		const seen = sources.map((source) => ({ ...source, objectId: `o${source.id}`, eseScore: NaN }));
		const filled = await findWatchlist(store(), list.id);
		if (!filled) throw new Error('The watchlist is gone.');
		const { alerts } = await watchlistAlerts(
			store(),
			{ runId: 1, revision: 1, sources: seen },
			filled
		);
		const told = alerts.filter(({ reason }) => /η/.test(reason));
		expect(told.map(({ sourceId }) => sourceId)).toEqual([VARIABLE]);
		expect(told[0].evidence.bandEtaPeak).toBe(sources[VARIABLE - 100].bands[1].etaPeak);
	});

	test('the tables of neighbours and versions say the numbers of the band', async () => {
		const here = await readSource(store(), 100);
		if (!here) throw new Error('The source is gone.');
		const { neighbours } = await sourceAround(here, 3600);
		const varies = neighbours.find(({ id }) => id === VARIABLE);
		expect(varies).toMatchObject({ bandMhz: 1367.5 });
		expect(varies?.bandEtaPeak).toBe(sources[VARIABLE - 100].bands[1].etaPeak);
	});

	test('a watch rule fires on the band, and says its number', async () => {
		const filter: SourceFilter = {
			conditions: [{ field: 'bandEtaPeak', is: 'atLeast', value: 10 }],
			cone: null,
			newOnly: false
		};
		const kept = await sourcesKept(store(), { runId: 1, revision: 1 }, filter);
		expect(kept.map(({ id }) => id)).toEqual([VARIABLE]);
		const conditions = { filter, classBound: null };
		const objects = sources.map((source) => ({
			...source,
			objectId: `o${source.id}`,
			eseScore: NaN
		}));
		const [fired, ...others] = firedOn(objects, conditions, null);
		expect([fired.id, others]).toEqual([VARIABLE, []]);
		const { evidence, reason } = becauseOf(fired, conditions, null);
		expect(evidence.bandEtaPeak).toBe(fired.bands[1].etaPeak);
		expect(reason).toMatch(/^η \(peak, in its most variable band\) \d+ ≥ 10\.$/);
	});
});

test.each([1, 2])(
	'run %d is ranked from its columns as from its sources one by one',
	async (id) => {
		const run = await findRun(store(), id);
		if (!run) throw new Error('The run is gone.');
		const one = await sourcesToRank(store(), { runId: id, revision: 1 });
		const { ids, judged } = await rankTable(store(), run);
		expect([...ids]).toEqual(one.map((source) => source.id));
		const everything = { minAbsVs: 0, minAbsM: 0, minNewSigma: 0, kEta: -9, kV: -9 };
		const ranked = rankCandidates(judged, everything);
		expect(ranked.length).toBeGreaterThan(0);
		expect(ranked).toEqual(rankCandidates(one.map(judgedBy), everything));
	}
);

test('in a run of one band both are the same', async () => {
	const { query } = readSourceQuery(new URLSearchParams('run=2'));
	const fields = ['etaPeak', 'bandEtaPeak', 'vPeak', 'bandVPeak', 'bandMhz'] as const;
	const columns = await answeredColumns(ana, query, fields);
	expect([...columns.bandEtaPeak]).toEqual([7, 3]);
	expect(columns.bandEtaPeak).toEqual(columns.etaPeak);
	expect(columns.bandVPeak).toEqual(columns.vPeak);
	// Of a source without bands the frequency is not known.
	expect([...columns.bandMhz]).toEqual([887.5, NaN]);
});

describe('columns that an earlier version has kept', () => {
	const WITHOUT = SOURCE_COLUMNS.filter((column) => !column.startsWith('band')).join(' ');

	type BlockDoc = { _id: string; runId: number; variant: string; column: string | null };

	/** As they would be without what is judged by band. */
	async function forgetBands(runId: number, variant: string): Promise<void> {
		const kept = collection<BlockDoc>(store(), 'sourceColumns');
		await kept.deleteMany({ runId, variant, column: { $regex: /^band/ } });
		const complete = { $set: { values: Buffer.from(WITHOUT) } };
		await kept.updateMany({ runId, variant, column: null }, complete);
	}

	test('are completed, and what was there stays as it is', async () => {
		const generation = { runId: 3, revision: 1 };
		const ofNames = { runId: 3, column: 'nameKey' };
		await makeRun(3, 'earlier');
		const own = Array.from({ length: 5 }, (_, i) =>
			twoBandSource(300 + i, { runId: 3, dips: i === 2 })
		);
		await insertAll(own);
		await ensureColumns(store(), generation);
		await forgetBands(3, '');
		const before = await collection(store(), 'sourceColumns').findOne(ofNames);
		await ensureColumns(store(), generation);
		const etas = await readColumn(store(), generation, { variant: '', column: 'bandEtaPeak' });
		expect([...etas]).toEqual(
			own.map(({ bands }) => Math.max(...bands.map(({ etaPeak }) => etaPeak)))
		);
		const ids = await readColumn(store(), generation, { variant: '', column: 'sourceId' });
		expect([...ids]).toEqual(own.map(({ id }) => id));
		expect(await collection(store(), 'sourceColumns').findOne(ofNames)).toEqual(before);
	});

	test('without bad images are completed from the numbers that were worked out', async () => {
		const generation = { runId: 4, revision: 1 };
		await makeRun(4, 'marked');
		await collection<{ _id: number }>(store(), 'runs').updateOne(
			{ _id: 4 },
			{ $set: { imageIds: [5] } }
		);
		const dipping = twoBandSource(400, { runId: 4, dips: true });
		const calm = twoBandSource(401, { runId: 4, dips: false });
		await insertAll([dipping, calm]);
		const said = { reason: 'stripes', undoes: null, byId: ana.id, byName: 'ANA', at: new Date() };
		await inTransaction(store(), (transaction) =>
			putMark(store(), { id: newId(), imageId: 5, kind: 'bad', ...said }, transaction)
		);
		const variant = await badImagesKey(store(), 4);
		expect(await hasVariant(store(), generation, variant)).toBe(false);
		// Without its dip the source is as calm as the other.
		const reworked = { sourceId: 400, nLeftOut: 1, metrics: calm, bands: calm.bands };
		await saveGoodMetrics(store(), { ...generation, variant }, [reworked]);
		await saveVariant(store(), generation, variant);
		expect(await page('run=4&min_bandEtaPeak=10&basis=good')).toMatchObject({ count: 0 });
		await forgetBands(4, variant);
		expect(await page('run=4&min_bandEtaPeak=10')).toMatchObject({ count: 1 });
		expect(await page('run=4&min_bandEtaPeak=10&basis=good')).toMatchObject({ count: 0 });
		const { rows } = await page('run=4&basis=good&sort=name');
		expect(rows?.map(({ bandEtaPeak }) => bandEtaPeak)).toEqual([
			Math.max(...calm.bands.map(({ etaPeak }) => etaPeak)),
			Math.max(...calm.bands.map(({ etaPeak }) => etaPeak))
		]);
	});
});

import { beforeAll, expect, test } from 'vitest';
import { importCatalogue } from '#server/commands/catalogues/importCatalogue.ts';
import { textFile } from '#server/files/catalogueFiles.fixture.ts';
import { answer } from '#server/queries/sources/answer.ts';
import { answeredColumns } from '#server/queries/sources/answeredColumns.ts';
import { sourcesPage } from '#server/queries/sources/sourcesPage.ts';
import { readSourceQuery } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { Random } from '#science/stats/random.ts';
import { commandId, insertAll, makeRun, makeUser, newSource, ownInstallation } from './builders.ts';

ownInstallation();
const random = new Random(23);
/** Around RA 0 and close to the pole, arcsec apart. */
const near = () => ({
	ra: (359.98 + random.uniform() * 0.04) % 360,
	dec: 89 + random.uniform() * 0.02
});
const sources = Array.from({ length: 200 }, (_, i) => ({ id: i + 1, ...near() }));
const rows = Array.from({ length: 60 }, near);
let ana: User;
let catalogueId: string;

const put = (places: { ra: number; dec: number }[]) =>
	importCatalogue(
		{ user: ana },
		{ commandId: commandId(), name: 'Mine' },
		textFile(
			'mine.csv',
			`name,ra,dec\n${places.map(({ ra, dec }, i) => `r${i},${ra},${dec}`).join('\n')}\n`
		)
	);

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	await makeRun(1, 'first');
	await insertAll(sources.map(({ id, ra, dec }) => newSource(id, { runId: 1, ra, dec })));
	catalogueId = (await put(rows)).catalogue.id;
});

async function answering(address: string): Promise<number[]> {
	const { query } = readSourceQuery(new URLSearchParams(address));
	const { sourceId } = await answeredColumns(ana, query, []);
	return [...sourceId].sort((a, b) => a - b);
}

function within(arcsec: number): number[] {
	return sources
		.filter(({ ra, dec }) =>
			rows.some((row) => separationDeg(ra, dec, row.ra, row.dec) * 3600 <= arcsec)
		)
		.map(({ id }) => id);
}

test.each([1, 10, 60])(
	'sources with something of a catalogue within %i″ are those that one by one have it, the rest have nothing',
	async (arcsec) => {
		const withOne = await answering(`counterpart=${catalogueId}&counterpartRadius=${arcsec}`);
		const without = await answering(`counterpart=none:${catalogueId}&counterpartRadius=${arcsec}`);
		expect(withOne).toEqual(within(arcsec));
		expect([...withOne, ...without].sort((a, b) => a - b)).toEqual(sources.map(({ id }) => id));
	}
);

test('the radius is 10″ unless another is given', async () => {
	expect(await answering(`counterpart=${catalogueId}`)).toEqual(within(10));
});

test('a catalogue imported anew is asked at once', async () => {
	await put([{ ra: 120, dec: -30 }]);
	expect(await answering(`counterpart=${catalogueId}`)).toEqual([]);
	await put(rows);
	expect(await answering(`counterpart=${catalogueId}`)).toEqual(within(10));
});

test('a catalogue that is not there, and a radius that is none, are named beside their field', async () => {
	const { query } = readSourceQuery(new URLSearchParams('counterpart=$ne'));
	await expect(answer(ana, query)).rejects.toMatchObject({ code: 'Invalid', field: 'counterpart' });
	for (const radius of ['0', '-1', 'wide', '99999']) {
		const address = { counterpart: catalogueId, counterpartRadius: radius };
		const { problems, rows: shown } = await sourcesPage(ana, new URLSearchParams(address));
		expect(problems).toMatchObject([{ field: 'counterpartRadius' }]);
		expect(shown).toBeNull();
	}
});

import { beforeAll, describe, expect, test } from 'vitest';
import { importCatalogue } from '#server/commands/catalogues/importCatalogue.ts';
import { importSent } from '#server/commands/catalogues/importSent.ts';
import { removeCatalogue } from '#server/commands/catalogues/removeCatalogue.ts';
import {
	forgetUploads,
	importUpload,
	ownUpload,
	uploadCatalogue
} from '#server/commands/catalogues/uploads.ts';
import { fitsTableFile, PSRCAT, textFile } from '#server/files/catalogueFiles.fixture.ts';
import type { CatalogueFile } from '#server/files/openedTable.ts';
import { findByName } from '#server/queries/catalogueNames.ts';
import { cataloguePage, cataloguesPage, uploadPage } from '#server/queries/catalogues.ts';
import { crossmatches, crossmatchesAsked } from '#server/queries/crossmatches.ts';
import { nearPage } from '#server/queries/nearPosition.ts';
import { objectsNearCatalogue } from '#server/queries/objectsNearCatalogue.ts';
import { collection, store } from '#server/store/client.ts';
import type { User } from '#schema/user.ts';
import { Random } from '#science/stats/random.ts';
import { moved, yearsBetween } from '#science/sky/properMotion.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { commandId, makeObject, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
});

const put = (name: string, file: CatalogueFile, more: object = {}) =>
	importCatalogue({ user: ana }, { commandId: commandId(), name, ...more }, file);
const csv = (text: string) => textFile('mine.csv', text);
const storedRows = (batch?: string) =>
	collection<{ batch: string }>(store(), 'catalogueRows').countDocuments(batch ? { batch } : {});
const named = async (name: string) =>
	(await cataloguesPage(ben)).catalogues.find((catalogue) => catalogue.name === name);

describe('an import', () => {
	test('takes the place of the catalogue of its name, whatever the case, and leaves nothing behind', async () => {
		const first = await put('Mine', csv('name,ra,dec,s\na,10,-20,5\nb,11,-20,6\n'));
		expect(first).toMatchObject({ replaced: null, catalogue: { nRows: 2, format: 'csv' } });
		const second = await put('MINE', csv('name,ra,dec\nc,12,-20\n'));
		expect(second).toMatchObject({ replaced: 2, catalogue: { id: first.catalogue.id } });
		expect((await cataloguesPage(ben)).catalogues).toHaveLength(1);
		expect(await storedRows()).toBe(1);
		expect(await findByName('a')).toBeNull();
		expect(await findByName('C')).toMatchObject({ ra: 12, catalogue: 'MINE' });
	});

	test('with a bad row changes nothing, and says which; those rows can be left out', async () => {
		const bad = csv('name,ra,dec\na,10,-20\nb,10:00:00\nc,400,0\n');
		await put('Whole', csv('name,ra,dec\nkept,10,-20\n'));
		const before = await storedRows();
		await expect(put('Whole', bad)).rejects.toThrow(/2 of 3 rows.*line 3: .*line 4: “400”/);
		expect(await findByName('kept')).not.toBeNull();
		expect(await storedRows()).toBe(before);
		const { catalogue } = await put('Whole', bad, { skipBad: 'on' });
		expect(catalogue).toMatchObject({ nRows: 1, nSkipped: 2 });
		expect(catalogue.notes.join()).toContain('line 3');
	});

	test('that breaks off leaves the old rows answering and none of its own', async () => {
		await put('Stable', csv('name,ra,dec\nstable,10,-20\n'));
		const before = await storedRows();
		const lines = Array.from({ length: 30_000 }, (_, i) => `n${i},${i / 100},-20`);
		const file = csv(`name,ra,dec\n${lines.join('\n')}\n`);
		const breaking = {
			...file,
			bytes: file.bytes + 2 ** 20,
			read: (offset: number, length: number) =>
				offset >= 2 ** 18
					? Promise.reject(new Error('the disk went away'))
					: file.read(offset, length)
		};
		await expect(put('Stable', breaking)).rejects.toThrow('the disk went away');
		expect(await storedRows()).toBe(before);
		expect(await findByName('stable')).toMatchObject({ catalogue: 'Stable' });
	});

	test('two of one name at once: one of them stands, whole', async () => {
		const rows = (mark: string) =>
			csv(`name,ra,dec\n${Array.from({ length: 300 }, (_, i) => `${mark}${i},${i},0`).join('\n')}`);
		await Promise.all([put('Both', rows('x')), put('both', rows('y'))]);
		const catalogue = (await named('Both')) ?? (await named('both'));
		expect(await storedRows(catalogue?.batch)).toBe(300);
		expect((await findByName('x7')) === null).toBe((await findByName('y7')) !== null);
	});

	test('is for curators; the same command twice is one', async () => {
		await expect(
			importSent({ user: ben }, { fields: {}, fileName: 'a.csv', bytes: new Uint8Array(3) })
		).rejects.toMatchObject({ code: 'NotPermitted' });
		const sent = { commandId: commandId() };
		const one = await put('Once', csv('name,ra,dec\na,1,1\n'), sent);
		const two = await put('Once', csv('name,ra,dec\na,1,1\n'), sent);
		expect(two.catalogue.batch).toBe(one.catalogue.batch);
		expect(await storedRows(one.catalogue.batch)).toBe(1);
	});

	test.each([
		[{ name: '' }, 'name'],
		[{ name: 'a/b' }, 'name'],
		[{ unit: 'miles' }, 'unit'],
		[{ frame: { $ne: 1 } }, 'frame'],
		[{ ra: { $gt: '' } }, 'ra'],
		[{ ra: 'no such', dec: 'dec' }, 'ra'],
		[{ reference: 'x'.repeat(501) }, 'reference']
	])('%j is refused with the field', async (more, field) => {
		await expect(put('Bad', csv('name,ra,dec\na,1,1\n'), more)).rejects.toMatchObject({
			code: 'Invalid',
			field
		});
	});

	test('decimal hours are pointed out where a file is read as degrees', async () => {
		const rows = Array.from({ length: 30 }, (_, i) => `n${i},${i * 0.7},-20`);
		const { catalogue } = await put('Hours', csv(`name,ra,dec\n${rows.join('\n')}`));
		expect(catalogue.notes.join()).toContain('decimal hours');
	});
});

describe('crossmatches', () => {
	test('are what lies within the radius by the great circle, in all catalogues, the nearest first', async () => {
		const random = new Random(5);
		const made = Array.from({ length: 400 }, (_, i) => ({
			name: `s${i}`,
			ra: (359.7 + random.uniform() * 0.6) % 360,
			dec: 88.9 + random.uniform() * 0.9
		}));
		const half = (k: number) =>
			csv(
				`name,ra,dec,s_mJy\n${made
					.filter((_, i) => i % 2 === k)
					.map(({ name, ra, dec }) => `${name},${ra},${dec},1.5`)
					.join('\n')}`
			);
		await put('Even', half(0));
		await put('Odd', half(1));
		for (let i = 0; i < 40; i++) {
			const at = { ra: random.uniform() * 360, dec: 88.9 + random.uniform() };
			const radiusArcsec = 1 + random.uniform() * 900;
			const rows = await crossmatches(ben, at, radiusArcsec);
			const expected = made
				.map((one) => ({ ...one, apart: separationDeg(at.ra, at.dec, one.ra, one.dec) * 3600 }))
				.filter(({ apart }) => apart <= radiusArcsec)
				.sort((a, b) => a.apart - b.apart)
				.slice(0, 200);
			expect(rows.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
		}
	});

	test('rows say everything in the units that they name', async () => {
		await put('Units', csv('name,ra,dec,type,S_1400 (mJy)\nnear,200,-30.01,QSO,12\n'));
		const [row] = await crossmatches(ben, { ra: 200, dec: -30 }, 60);
		expect(row).toMatchObject({
			origin: 'local',
			fetchedAt: null,
			catalogue: 'Units',
			name: 'near',
			type: 'QSO',
			positionAngleDeg: 180,
			raHms: '13:20:00.00',
			decDms: '-30:00:36.0',
			epochMjd: null,
			extra: [{ name: 'S_1400 (mJy)', unit: '', value: '12' }]
		});
		// Arcsec, not arcmin: 0.01 degrees.
		expect(row.separationArcsec).toBeCloseTo(36, 6);
	});

	test('a pulsar is where it was at the light curve’s time, also when it stands outside the radius', async () => {
		await put('ATNF', textFile('psrcat.db', PSRCAT), { reference: 'Manchester et al. 2005' });
		const stood = await findByName('PSR J0437-4715');
		const epochMjd = 59_000;
		const years = yearsBetween(54_500, epochMjd);
		const motion = { pmRaMasPerYear: 121.4385, pmDecMasPerYear: -71.4754, years };
		const there = moved(stood ?? { ra: NaN, dec: NaN }, motion);
		const at = { ra: there.ra, dec: there.dec };
		expect(await crossmatches(ben, at, 1)).toEqual([]);
		const [row] = await crossmatches(ben, { ...at, epochMjd }, 1);
		expect(row).toMatchObject({ name: 'J0437-4715', epochMjd });
		expect(row.separationArcsec).toBeLessThan(1e-6);
	});

	test.each([
		[{ dec: '1' }, 'ra'],
		[{ ra: '', dec: '1' }, 'ra'],
		[{ ra: '360', dec: '1' }, 'ra'],
		[{ ra: '1', dec: '-91' }, 'dec'],
		[{ ra: '1', dec: 'NaN' }, 'dec'],
		[{ ra: '1', dec: '1', radius: '0' }, 'radius'],
		[{ ra: '1', dec: '1', radius: '3601' }, 'radius'],
		[{ ra: '1', dec: '1', radius: 'Infinity' }, 'radius'],
		[{ ra: '1', dec: '1', epoch: 'now' }, 'epoch']
	])('%j is refused with the field', async (asked, field) => {
		await expect(crossmatchesAsked(ben, asked)).rejects.toMatchObject({ code: 'Invalid', field });
	});

	test('of every object at once: those with a counterpart, and how far off it is', async () => {
		const near = await makeObject({ ra: 80.001, dec: 40 });
		const far = await makeObject({ ra: 80.1, dec: 40 });
		const { catalogue } = await put('Sparse', csv('name,ra,dec\na,80,40\n'));
		const rows = await objectsNearCatalogue(ben, catalogue.id, 10);
		expect(rows.map(({ objectId }) => objectId)).toEqual([near.id]);
		expect(rows[0].separationArcsec).toBeCloseTo(3.6 * Math.cos((40 * Math.PI) / 180), 2);
		const wider = await objectsNearCatalogue(ben, catalogue.id, 600);
		expect(wider.map(({ objectId }) => objectId).sort()).toEqual([near.id, far.id].sort());
	});
});

describe('names', () => {
	test('are found whatever their case and blanks, with or without PSR, by either name', async () => {
		for (const said of ['PSR B1641-45', 'b1641\u221245', 'PSRJ1644-4559', ' J1644-4559 '])
			expect(await findByName(said), said).toMatchObject({ catalogue: 'ATNF', name: 'B1641-45' });
		for (const unknown of ['', ' ', 'J1644', '.*', '$where', 'x'.repeat(5000)])
			expect(await findByName(unknown), unknown).toBeNull();
	});

	test('point a page at the pulsar, not at the digits of its name', async () => {
		const shown = await nearPage(ben, new URLSearchParams({ at: 'J1644-4559', radius: '5' }));
		expect(shown).toMatchObject({ problem: null, understood: 'B1641-45 of ATNF' });
		expect(shown.rows[0].separationArcsec).toBe(0);
		const wrong = await nearPage(ben, new URLSearchParams({ at: 'no such place' }));
		expect(wrong.problem?.field).toBe('at');
	});
});

describe('a file that is looked into first', () => {
	const bytes = new TextEncoder().encode('x,y,label\n10:00:00,-20,a\n11:00:00,-21,b\n,,c\n');
	const fields = (more: object) => ({ commandId: commandId(), name: 'Looked', ...more });

	test('shows what was recognised, is read as it is said, and is gone once imported', async () => {
		const upload = await uploadCatalogue({ user: ana }, { name: 'looked.csv', bytes });
		const blank = await uploadPage(ana, upload.id, {});
		expect(blank).toMatchObject({ understood: null, problem: { field: 'ra' }, name: 'looked' });
		const wishes = { ra: 'x', dec: 'y', nameColumn: 'label' };
		const shown = await uploadPage(ana, upload.id, wishes);
		expect(shown).toMatchObject({
			problem: null,
			rows: [{ id: 1, name: 'a', ra: 150, dec: -20 }, { id: 2 }],
			badRows: ['line 4: the position is missing']
		});
		const sent = { uploadId: upload.id, ...wishes };
		await expect(importUpload({ user: ana }, fields(sent))).rejects.toMatchObject({
			code: 'Invalid'
		});
		await importUpload({ user: ana }, fields({ ...sent, skipBad: 'on' }));
		expect(await findByName('b')).toMatchObject({ ra: 165, catalogue: 'Looked' });
		await expect(uploadPage(ana, upload.id, {})).rejects.toMatchObject({ code: 'NotFound' });
	});

	test('is its sender’s own, is no catalogue if it cannot be read, and goes after a day', async () => {
		const cleo = await makeUser('cleo', 'curator');
		const upload = await uploadCatalogue({ user: ana }, { name: 'a.csv', bytes });
		await expect(uploadPage(cleo, upload.id, {})).rejects.toMatchObject({ code: 'NotFound' });
		await expect(
			uploadCatalogue({ user: ana }, { name: '../../etc/x', bytes })
		).rejects.toMatchObject({ code: 'Invalid' });
		await expect(
			uploadCatalogue({ user: ana }, { name: 'a.fits', bytes: new Uint8Array(100) })
		).rejects.toMatchObject({ code: 'Invalid', field: 'file' });
		await forgetUploads(new Date(Date.now() + 25 * 3600 * 1000));
		await expect(ownUpload({ user: ana }, upload.id)).rejects.toMatchObject({ code: 'NotFound' });
	});
});

test('a FITS table becomes a catalogue with its units, and can be paged and searched by name', async () => {
	const count = 250;
	const file = fitsTableFile('mine.fits', [
		{ name: 'RAJ2000', unit: 'deg', values: Array.from({ length: count }, (_, i) => i) },
		{ name: 'DEJ2000', unit: 'deg', values: Array.from({ length: count }, () => -45) },
		{ name: 'Name', values: Array.from({ length: count }, (_, i) => `T ${i}`) },
		{ name: 'Flux', unit: 'mJy', values: Array.from({ length: count }, (_, i) => i / 4) }
	]);
	const { catalogue } = await put('Fits', file);
	expect(catalogue.columns).toEqual([{ name: 'Flux', unit: 'mJy' }]);
	const page = await cataloguePage(ben, catalogue.id, { page: 3, q: '' });
	expect(page).toMatchObject({ total: count, allowed: { manage: false } });
	expect(page.rows.map(({ name }) => name)).toEqual(
		Array.from({ length: 50 }, (_, i) => `T ${200 + i}`)
	);
	const found = await cataloguePage(ben, catalogue.id, { page: 1, q: 't24' });
	expect(found).toMatchObject({ total: 11 });
});

test('removing asks for the name, and takes the rows along', async () => {
	const { catalogue } = await put('Doomed', csv('name,ra,dec\ndoomed,10,-20\n'));
	const remove = (user: User, typedName: string) =>
		removeCatalogue({ user }, { commandId: commandId(), catalogueId: catalogue.id, typedName });
	await expect(remove(ben, 'Doomed')).rejects.toMatchObject({ code: 'NotPermitted' });
	await expect(remove(ana, 'doomed?')).rejects.toMatchObject({ field: 'typedName' });
	await remove(ana, 'Doomed');
	expect(await storedRows(catalogue.batch)).toBe(0);
	expect(await findByName('doomed')).toBeNull();
	await expect(cataloguePage(ben, catalogue.id, { page: 1, q: '' })).rejects.toMatchObject({
		code: 'NotFound'
	});
});

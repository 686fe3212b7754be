import { describe, expect, test } from 'vitest';
import { catalogueWishesSchema } from '#schema/catalogue.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { Random } from '#science/stats/random.ts';
import { fileInMemory } from './catalogueTable.ts';
import { openCatalogue, type CatalogueEntry } from './catalogueEntries.ts';
import { fitsTableFile, PSRCAT, textFile } from './catalogueFiles.fixture.ts';
import type { CatalogueFile } from './openedTable.ts';

async function readAll(file: CatalogueFile, wishes: object = {}) {
	const opened = await openCatalogue(file, catalogueWishesSchema.parse(wishes));
	const entries: CatalogueEntry[] = [];
	const problems: string[] = [];
	for await (const batch of opened.batches()) {
		entries.push(...batch.entries);
		problems.push(...batch.problems);
	}
	return { ...opened, entries, problems };
}

const csv = (text: string, wishes: object = {}) => readAll(textFile('mine.csv', text), wishes);
const places = (entries: CatalogueEntry[]) =>
	entries.map(({ ra, dec }) => [Number(ra.toFixed(6)), Number(dec.toFixed(6))]);

describe('a CSV', () => {
	test('keeps what is no position, name or type as columns of its own', async () => {
		const { entries, understood, columns } = await csv(
			'Source_Name,RA,DEC,S_mJy,class\nPKS 1,150.5,-30.25,12.5,QSO\nPKS 2,10:00:00,-30:30:00,,\n'
		);
		expect(understood).toMatchObject({ ra: 'RA', dec: 'DEC', frame: 'icrs', unit: null });
		expect(columns).toEqual([{ name: 'S_mJy', unit: '' }]);
		expect(entries[0]).toMatchObject({ place: 1, name: 'PKS 1', type: 'QSO', cells: ['12.5'] });
		expect(places(entries)).toEqual([
			[150.5, -30.25],
			[150, -30.5]
		]);
	});

	test.each([
		[',', 'name,ra,dec'],
		[';', 'name;ra;dec'],
		['\t', 'name\tra\tdec'],
		['|', 'name|ra|dec']
	])('separated by %j is told by its line of names', async (delimiter, header) => {
		const { entries } = await csv(`${header}\n${['a', '10', '-20'].join(delimiter)}\n`);
		expect(places(entries)).toEqual([[10, -20]]);
	});

	test('quoted cells may hold the delimiter and ends of lines; blank lines and a byte order mark are nothing', async () => {
		const { entries } = await csv('\uFEFFname,ra,dec\n\n"a, ""b""\nc",10,-20\r\n\r\n');
		expect(entries.map(({ name }) => name)).toEqual(['a, "b"\nc']);
	});

	test('of the ATNF’s web page: names behind a #, units in brackets below', async () => {
		const { entries, understood } = await csv(
			'#;NAME;PSRJ;RAJ;DECJ;P0\n;;;(hms);(dms);(s)\n1;B1641-45;J1644-4559;16:44:49.2;-45:59:09;0.455\n'
		);
		expect(understood).toMatchObject({ ra: 'RAJ', name: 'NAME', otherNames: ['PSRJ'] });
		expect(places(entries)).toEqual([[251.205, -45.985833]]);
	});

	test('of VizieR: comments, units and dashes are no rows', async () => {
		const { entries, problems, columns } = await csv(
			'#RESOURCE=1\n#Table I/1\nRecno\t_RAJ2000\t_DEJ2000\tSp\n\tdeg\tdeg\tmJy\n-----\t---\t---\t---\n1\t10.5\t-20.5\t3\n'
		);
		expect(problems).toEqual([]);
		expect(places(entries)).toEqual([[10.5, -20.5]]);
		expect(columns).toContainEqual({ name: 'Sp', unit: 'mJy' });
	});

	test('without a line of names is refused: the first row would be lost', async () => {
		await expect(csv('10.5,-20.5,a\n11,-21,b\n')).rejects.toThrow('Line 1 holds numbers');
	});

	test('bad rows are told with their lines, whatever stands above', async () => {
		const { problems, entries } = await csv(
			'# made by hand\nname,ra,dec\na,10,-20\n\nb,10,-91\nc,,\nd,400,10\ne,1,2,3,4\nf,-10,5\n'
		);
		expect(entries).toHaveLength(1);
		expect(problems).toEqual([
			'line 5: “-91” is no declination',
			'line 6: the position is missing',
			'line 7: “400” is no right ascension',
			'line 8: 5 values for 3 columns',
			'line 9: “-10” is no right ascension'
		]);
	});

	test('columns and units can be said; one that is not there is refused with the field', async () => {
		const text = 'x,y,ra,dec\n10.5,-20,1,2\n';
		const said = await csv(text, { ra: 'X', dec: 'y', unit: 'hours' });
		expect(places(said.entries)).toEqual([[157.5, -20]]);
		await expect(csv(text, { ra: 'z', dec: 'y' })).rejects.toMatchObject({ field: 'ra' });
		await expect(csv(text, { ra: 'x' })).rejects.toMatchObject({ field: 'dec' });
		await expect(csv(text, { nameColumn: 'z' })).rejects.toMatchObject({ field: 'nameColumn' });
	});

	test('of B1950 positions is refused, not read as J2000', async () => {
		await expect(
			csv('name,RA1950,DEC1950\na,10,10\n', { ra: 'RA1950', dec: 'DEC1950' })
		).rejects.toMatchObject({ field: 'frame' });
	});

	test('galactic and ecliptic columns are turned, each its own way', async () => {
		const galactic = await csv('name,GLON,GLAT\ncentre,0,0\n');
		expect(galactic.understood.frame).toBe('galactic');
		expect(places(galactic.entries)[0][0]).toBeCloseTo(266.405, 3);
		const ecliptic = await csv('name,ELONG,ELAT\nPollux,113.21563,6.68417\n');
		expect(ecliptic.understood.frame).toBe('ecliptic');
		expect(places(ecliptic.entries)[0][0]).toBeCloseTo(116.3289, 3);
	});
});

describe('a VOTable', () => {
	const votable = (fields: string, rows: string, before = '') =>
		readAll(
			textFile(
				'mine.vot',
				`<?xml version="1.0"?>${before}<VOTABLE><RESOURCE><COOSYS ID="sys" system="eq_FK5"/><TABLE>${fields}` +
					`<DATA><TABLEDATA>${rows}</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>`
			)
		);
	const FIELDS =
		'<FIELD name="a" ucd="pos.eq.ra;meta.main" unit="deg" ref="sys"/><FIELD name="b" ucd="pos.eq.dec;meta.main" unit="deg" ref="sys"/>' +
		'<FIELD name="c" ucd="meta.id;meta.main"/>';

	test('is understood by its UCDs, units and frame', async () => {
		const { entries, understood } = await votable(
			FIELDS,
			'<TR><TD>150</TD><TD>-30</TD><TD>X &amp; Y</TD></TR>'
		);
		expect(understood).toMatchObject({ ra: 'a', dec: 'b', name: 'c', frame: 'fk5', unit: 'deg' });
		expect(entries[0].name).toBe('X & Y');
		// FK5 and ICRS are 23 mas apart.
		const apart = separationDeg(entries[0].ra, entries[0].dec, 150, -30) * 3600;
		expect(apart).toBeGreaterThan(0.001);
		expect(apart).toBeLessThan(0.05);
	});

	test('with entities of its own is refused: they could fill the memory', async () => {
		const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>';
		await expect(votable(FIELDS, '', bomb)).rejects.toThrow('entities of its own');
	});

	test.each([
		['nesting without end', '<A>'.repeat(200_000)],
		['a cell without end', `<TR><TD>${'9'.repeat(1_000_000)}`],
		['a text without tags', 'x'.repeat(6_000_000)],
		['a document that ends too early', '<TR><TD>1</TD>']
	])('%s is refused', async (_, rows) => {
		const file = textFile('mine.xml', `<VOTABLE><TABLE>${FIELDS}<DATA><TABLEDATA>${rows}`);
		await expect(readAll(file)).rejects.toMatchObject({ code: 'Invalid', field: 'file' });
	});

	test('in FITS form says what to do', async () => {
		const file = textFile(
			'mine.xml',
			`<VOTABLE><TABLE>${FIELDS}<DATA><FITS><STREAM/></FITS></DATA></TABLE></VOTABLE>`
		);
		await expect(readAll(file)).rejects.toThrow('save it as TABLEDATA');
	});
});

describe('a FITS table', () => {
	test('reads numbers and texts, and says radians by its unit', async () => {
		const file = fitsTableFile('mine.fits', [
			{ name: 'RA', unit: 'rad', values: [Math.PI / 2, NaN] },
			{ name: 'DEC', unit: 'rad', values: [-Math.PI / 4, 0.1] },
			{ name: 'NAME', values: ['first', 'second'] },
			{ name: 'FLUX', unit: 'mJy', values: [0.1, 3] }
		]);
		const { entries, problems, columns } = await readAll(file);
		expect(places(entries)).toEqual([[90, -45]]);
		expect(entries[0]).toMatchObject({ name: 'first', cells: ['0.1'] });
		expect(columns).toEqual([{ name: 'FLUX', unit: 'mJy' }]);
		expect(problems).toEqual(['row 2: the position is missing']);
	});

	test('that is cut off, or has no table, is refused', async () => {
		const whole = fitsTableFile('mine.fits', [
			{ name: 'RA', values: Array.from({ length: 2000 }, (_, i) => i / 10) },
			{ name: 'DEC', values: Array.from({ length: 2000 }, () => 0) }
		]);
		const cut = fileInMemory('mine.fits', await whole.read(0, whole.bytes - 8000));
		await expect(readAll(cut)).rejects.toThrow('truncated');
		const empty = fileInMemory('mine.fits', await whole.read(0, 2880));
		await expect(readAll(empty)).rejects.toThrow('no binary table');
	});
});

describe('psrcat.db', () => {
	test('pulsars go by both names, with periods, motions and the sizes of their errors', async () => {
		const { entries, problems, columns, format } = await readAll(textFile('psrcat.db', PSRCAT));
		expect({ format, problems }).toEqual({ format: 'psrcat', problems: [] });
		const cell = (row: number, name: string) =>
			entries[row].cells[columns.findIndex((column) => column.name === name)];
		expect(entries[0]).toMatchObject({ name: 'J0437-4715', type: 'pulsar (HE)' });
		expect(entries[0].motion).toEqual({ pmRa: 121.4385, pmDec: -71.4754, epochMjd: 54500 });
		expect(places(entries)[0]).toEqual([69.316234, -47.252531]);
		expect(Number(cell(0, 'P0'))).toBeCloseTo(0.00575745, 8);
		expect(Number(cell(0, 'POSERR'))).toBeCloseTo(8e-5, 9);
		expect(cell(1, 'POSERR')).toBe('0.05');
		expect(entries[1].nameKeys).toEqual(['B1641-45', 'J1644-4559']);
	});

	test('ELONG and ELAT are ecliptic: PSR J0030+0451 is where its name says', async () => {
		const { entries, columns } = await readAll(textFile('psrcat.db', PSRCAT));
		const { ra, dec, cells, motion } = entries[2];
		expect(ra / 15).toBeCloseTo(0 + 30 / 60 + 27 / 3600, 2);
		expect(dec).toBeCloseTo(4 + 51 / 60 + 39 / 3600, 2);
		expect(cells[columns.findIndex(({ name }) => name === 'POSFROM')]).toContain('obliquity');
		// A motion keeps its size when it is turned; without POSEPOCH it is of PEPOCH.
		expect(Math.hypot(motion?.pmRa ?? 0, motion?.pmDec ?? 0)).toBeCloseTo(Math.hypot(5.5, 2), 3);
		expect(motion?.epochMjd).toBe(50984.4);
	});

	test('a record without a position is told with its line and name', async () => {
		const { problems } = await readAll(
			textFile('psrcat.db', `#CATALOGUE 1\nPSRJ J0001+0001\nDM 3\n@---\n${PSRCAT}`)
		);
		expect(problems).toEqual(['line 2: J0001+0001: neither RAJ and DECJ nor ELONG and ELAT']);
	});
});

test.each([
	['an empty file', ''],
	['a packed one', '\u001f\u008b\u0008'],
	['neither text nor FITS', 'PK\u0003\u0004\u0000\u0000'],
	['nothing but comments', '# a\n# b\n'],
	['a table without a position', 'a,b\n1,2\n'],
	['a line without end', `ra,dec,${'x'.repeat(100_000)}\n1,2`],
	['a quote without end', `name,ra,dec\n"a${'x\n'.repeat(60_000)}`]
])('%s is refused with a sentence', async (_, text) => {
	const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
	await expect(readAll(fileInMemory('mine.csv', bytes))).rejects.toMatchObject({
		code: 'Invalid'
	});
});

test('400 damaged files are read or refused, and never break the reader', async () => {
	const random = new Random(31);
	const fits = fitsTableFile('a.fits', [
		{ name: 'RA', values: [1, 2, 3] },
		{ name: 'DEC', values: [1, 2, 3] },
		{ name: 'NAME', values: ['a', 'b', 'c'] }
	]);
	const texts = [
		await fits.read(0, fits.bytes),
		new TextEncoder().encode(PSRCAT),
		new TextEncoder().encode('name;ra;dec\na;10;20\n"b";10:11:12;-20:1:2\n'),
		new TextEncoder().encode(
			'<VOTABLE><TABLE><FIELD name="ra"/><FIELD name="dec"/><DATA><TABLEDATA><TR><TD>1</TD><TD>2</TD></TR></TABLEDATA></DATA></TABLE></VOTABLE>'
		)
	];
	for (let i = 0; i < 400; i++) {
		const bytes = texts[i % texts.length].slice();
		for (let k = 0; k < 1 + random.integer(6); k++)
			bytes[random.integer(bytes.length)] = random.integer(256);
		const cut = random.uniform() < 0.3 ? bytes.slice(0, random.integer(bytes.length)) : bytes;
		try {
			const { entries } = await readAll(fileInMemory('damaged', cut));
			for (const { ra, dec } of entries) {
				expect(ra >= 0 && ra < 360 && Math.abs(dec) <= 90, `file ${i}: ${ra} ${dec}`).toBe(true);
			}
		} catch (error) {
			expect(error, `file ${i}`).toMatchObject({ code: 'Invalid' });
		}
	}
}, 30_000);

import { describe, expect, test } from 'vitest';
import { Random } from '#science/stats/random.ts';
import { textFile } from './catalogueFiles.fixture.ts';
import { openCatalogueTable } from './catalogueTable.ts';
import { readVotable } from './votable.ts';
import { BinaryRows } from './votableBinary.ts';

/** One of each datatype that matters, as a table of the VO names them. */
const FIELDS = `<FIELD name="ra" datatype="double" unit="deg"/><FIELD name="dec" datatype="double" unit="deg"/>
	<FIELD name="name" datatype="char" arraysize="*"/>
	<FIELD name="n" datatype="int"><VALUES null="-1"/></FIELD>
	<FIELD name="flux" datatype="float"/><FIELD name="ok" datatype="boolean"/><FIELD name="id" datatype="long"/>
	<FIELD name="label" datatype="unicodeChar" arraysize="4"/><FIELD name="three" datatype="short" arraysize="3"/>
	<FIELD name="flags" datatype="bit" arraysize="10"/><FIELD name="tag" datatype="char" arraysize="5"/>`;

// Two rows packed with Python's struct module by the tables of VOTable 1.4 §5.3 and §5.4.
const BINARY =
	'QGLIAAAAAADAPoAAAAAAAAAAAA5QU1IgSjEwMDAtMzAzMAAAAAc/jMzNVAAgAAAAAAABA6kAMQAAAAAAAf/+AAP/wGFiYwAAP8AAAAAAAAB/+AAAAAAAAAAAAAD/////f8AAAD//////////+wBhAGIAYwBkAAAAAAAA/8BhYmNkZQ==';
/** The same, with n and the three numbers of the second row missing. */
const BINARY2 =
	'AABAYsgAAAAAAMA+gAAAAAAAAAAADlBTUiBKMTAwMC0zMDMwAAAABz+MzM1UACAAAAAAAAEDqQAxAAAAAAAB//4AA//AYWJjAAAQgD/AAAAAAAAAf/gAAAAAAAAAAAAA/////3/AAAA///////////sAYQBiAGMAZAAAAAAAAP/AYWJjZGU=';

const FIRST = '150.25|-30.5|PSR J1000-3030|7|1.1|true|9007199254740993|Ω1|1 -2 3||abc'.split('|');
const SECOND = '0.125||||||-5|abcd|0 0 0||abcde'.split('|');

const document = (form: string, stream: string, fields = FIELDS) =>
	`<?xml version="1.0"?><VOTABLE version="1.4"><RESOURCE><TABLE>${fields}<DATA><${form}>${stream}</${form}></DATA></TABLE>` +
	'<TABLE><FIELD name="other" datatype="int"/></TABLE></RESOURCE></VOTABLE>';
const streamOf = (base64: string) => `<STREAM encoding="base64">\n${base64}\n</STREAM>`;

/** As a catalogue to be imported is read: piece by piece. */
async function imported(text: string): Promise<string[][]> {
	const table = await openCatalogueTable(textFile('mine.vot', text));
	const rows: string[][] = [];
	for await (const batch of table.rows())
		for (const row of batch) if ('cells' in row) rows.push(row.cells);
	return rows;
}

describe.each([
	['BINARY', BINARY, SECOND],
	['BINARY2', BINARY2, SECOND.with(8, '')]
])('a VOTable in %s form', (form, base64, second) => {
	const text = document(form, streamOf(base64.replace(/.{64}/g, '$&\n')));

	test('is read as a whole, every datatype', () => {
		const { columns, rows } = readVotable(text);
		expect(columns).toHaveLength(11);
		expect(rows).toEqual([FIRST, second]);
	});

	test('is read piece by piece alike', async () => {
		expect(await imported(text)).toEqual([FIRST, second]);
	});

	test('that breaks off within a row is refused', async () => {
		const short = document(form, streamOf(base64.slice(0, -8)));
		expect(() => readVotable(short)).toThrow('breaks off within row 2');
		await expect(imported(short)).rejects.toThrow('breaks off within row 2');
	});
});

test('however the text is cut, the rows are the same', () => {
	const random = new Random('cuts');
	const fields = [
		{ name: 'a', datatype: 'char', arraysize: '*', missing: '' },
		{ name: 'b', datatype: 'double', arraysize: '', missing: '' }
	];
	for (let round = 0; round < 50; round++) {
		const written = Array.from({ length: 20 }, () => {
			const name = 'x'.repeat(random.integer(12));
			return [name, String(random.normal())];
		});
		const base64 = Buffer.concat(
			written.map(([name, value]) => {
				const row = Buffer.alloc(4 + name.length + 8);
				row.writeInt32BE(name.length);
				row.write(name, 4, 'latin1');
				row.writeDoubleBE(Number(value), 4 + name.length);
				return row;
			})
		).toString('base64');
		const stream = new BinaryRows('BINARY', fields);
		const read: string[][] = [];
		for (let at = 0; at < base64.length;) {
			const until = at + 1 + random.integer(40);
			read.push(...stream.write(base64.slice(at, until)));
			at = until;
		}
		stream.close();
		expect(read).toEqual(written);
	}
});

test('many rows over many pieces of a file', async () => {
	const row = Buffer.alloc(16);
	const rows = Array.from({ length: 30_000 }, (_, k) => {
		row.writeDoubleBE(k / 100);
		row.writeDoubleBE(-k / 1000, 8);
		return Buffer.from(row);
	});
	const fields = '<FIELD name="ra" datatype="double"/><FIELD name="dec" datatype="double"/>';
	const base64 = Buffer.concat(rows).toString('base64');
	const read = await imported(document('BINARY', streamOf(base64), fields));
	expect(read).toHaveLength(30_000);
	expect(read[29_999]).toEqual(['299.99', '-29.999']);
});

describe('refused is', () => {
	const ONE = '<FIELD name="a" datatype="int"/>';

	test.each([
		['a stream in another file', ONE, '<STREAM href="http://169.254.169.254/x"/>', 'another file'],
		['a packed stream', ONE, '<STREAM encoding="gzip">AAAA</STREAM>', 'encoded as “gzip”'],
		['what is no base64', ONE, streamOf('AAAA$$$$'), 'not base64'],
		['more behind the end', ONE, streamOf('AAAAAA==AAAA'), 'not base64'],
		[
			'an unknown datatype',
			'<FIELD name="a" datatype="constructor"/>',
			streamOf('AAAA'),
			'datatype'
		],
		[
			'an array that varies in two dimensions',
			'<FIELD name="a" datatype="int" arraysize="2x*"/>',
			streamOf('AAAA'),
			'arraysize “2x*”'
		],
		[
			'a text of two gigabytes',
			'<FIELD name="a" datatype="char" arraysize="*"/>',
			streamOf('f////wAA'),
			'longer than'
		],
		[
			'a text of less than nothing',
			'<FIELD name="a" datatype="char" arraysize="*"/>',
			streamOf('/////wAA'),
			'longer than'
		],
		[
			'rows of nothing',
			'<FIELD name="a" datatype="int" arraysize="0"/>',
			streamOf('AAAA'),
			'nothing to read'
		]
	])('%s', async (_what, fields, stream, sentence) => {
		const text = document('BINARY', stream, fields);
		expect(() => readVotable(text)).toThrow(sentence);
		await expect(imported(text)).rejects.toMatchObject({ code: 'Invalid', field: 'file' });
		await expect(imported(text)).rejects.toThrow(sentence);
	});
});

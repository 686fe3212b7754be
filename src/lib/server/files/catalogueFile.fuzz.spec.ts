import { describe, expect, test } from 'vitest';
import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import { measurementsFromCatalogue } from '#science/catalogue/measurementsFromCatalogue.ts';
import { readSelavyText } from '#science/catalogue/readSelavyText.ts';
import { selavyText } from '#science/catalogue/selavyText.fixture.ts';
import { mutated } from '#science/fits/mutations.fixture.ts';
import { Random } from '#science/stats/random.ts';
import { readCatalogue } from './catalogueFile.ts';

const IMAGE = { name: 'epoch01.fits', beamBmaj: 15 / 3600, beamBmin: 10 / 3600 };
const OPTIONS = {
	condonErrors: true,
	localRmsFill: 0.2,
	raUncertaintyArcsec: 1,
	decUncertaintyArcsec: 1,
	fluxMinError: 0.001,
	posMinErrorArcsec: 0.01
};

const SELAVY = selavyText(Array.from({ length: 8 }, (_, i) => ({ component_id: `c${i}` })));
const { columns, rows } = readSelavyText(SELAVY);
const CSV = [columns, ...rows].map((row) => row.join(',')).join('\n');
const VOTABLE = `<?xml version="1.0"?>
<VOTABLE version="1.3"><RESOURCE><TABLE>
${columns.map((name) => `<FIELD name="${name}" datatype="double"/>`).join('\n')}
<DATA><TABLEDATA>
${rows.map((row) => `<TR>${row.map((cell) => `<TD>${cell}</TD>`).join('')}</TR>`).join('\n')}
</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>`;

/** csv-parse takes a hundred times as long to start. */
const FILES: [string, string, number][] = [
	['a.txt', SELAVY, 2000],
	['a.csv', CSV, 500],
	['a.xml', VOTABLE, 2000]
];

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What a reader may do: give measurements, or refuse with a sentence that says where. */
function read(bytes: Uint8Array, fileName: string): 'read' | 'refused' {
	const started = process.cpuUsage();
	try {
		const table = readCatalogue(bytes, fileName);
		const found = measurementsFromCatalogue(table, IMAGE, OPTIONS);
		expect(found.n).toBeLessThanOrEqual(bytes.length);
		return 'read';
	} catch (error) {
		if (!(error instanceof BadCatalogue)) throw error;
		expect(error.message).toMatch(/^[A-Z].*\.$/s);
		expect(error.message.length).toBeLessThan(1000);
		expect(error.message).toMatch(
			/line|\d+:\d+|Line \d+|Row \d+|column|Component|sources|FIELD|CSV is empty|form/
		);
		return 'refused';
	} finally {
		// Of the processor, in µs: other programs may run beside this.
		expect(process.cpuUsage(started).user).toBeLessThan(1e6);
	}
}

test.each(FILES)(
	'%s, often damaged, is read or refused',
	(fileName, text, times) => {
		const bytes = bytesOf(text);
		expect(read(bytes, fileName)).toBe('read');
		const random = new Random(fileName);
		const outcomes = { read: 0, refused: 0 };
		for (let i = 0; i < times; i++) outcomes[read(mutated(bytes, random), fileName)]++;
		expect(outcomes.refused).toBeGreaterThan(times / 4);
		expect(outcomes.read).toBeGreaterThan(times / 100);
	},
	30_000
);

describe.each(['a.txt', 'a.csv', 'a.xml'])('%s is refused when it is', (fileName) => {
	test.each([
		['empty', ''],
		['zeros', '\0'.repeat(1e6)],
		['one line of ten million signs', 'a'.repeat(1e7)],
		['one line of five million words', 'a '.repeat(5e6)],
		['a million columns', `# ${'c '.repeat(1e6)}\n${'1 '.repeat(1e6)}\n`],
		['a million columns with commas', `${'c,'.repeat(1e6)}c\n1\n`],
		['a quote that is never closed', `a,"${'b\n'.repeat(2e6)}`],
		['a header alone, many times', '# a b\n'.repeat(3e4)],
		['a FITS file', 'SIMPLE  =                    T'.padEnd(2880)]
	])('%s', (_what, text) => {
		expect(read(bytesOf(text), fileName)).toBe('refused');
	});
});

describe('a VOTable is refused when it has', () => {
	const lol = Array.from(
		{ length: 9 },
		(_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`
	).join('');
	test.each([
		['an entity bomb', `<!DOCTYPE V [<!ENTITY l0 "lol">${lol}]><V><TABLE>&l9;</TABLE></V>`],
		['an entity from elsewhere', '<!DOCTYPE V [<!ENTITY x SYSTEM "file:///etc/hosts">]><V>&x;</V>'],
		['deep nesting', '<a>'.repeat(1e6)],
		['a hundred thousand fields', `<VOTABLE><TABLE>${'<FIELD name="f"/>'.repeat(1e5)}`],
		[
			'thirty thousand attributes',
			`<V ${Array.from({ length: 3e4 }, (_, i) => `a${i}=""`).join(' ')}>`
		],
		['a cell that never ends', `<V><TABLE><FIELD name="f"/><TR><TD>${'x'.repeat(1e7)}`],
		['an invalid sign', '<V>&#0;</V>']
	])('%s', (_what, text) => {
		expect(read(bytesOf(text), 'a.vot')).toBe('refused');
	});
});

test('short rows take no more room than is written', () => {
	const wide = columns.concat(Array.from({ length: 4000 }, (_, i) => `more${i}`));
	const table = readCatalogue(bytesOf(`${wide.join(',')}\n${'1\n'.repeat(5000)}`), 'a.csv');
	expect(table.rows.reduce((sum, row) => sum + row.length, 0)).toBe(5000);
});

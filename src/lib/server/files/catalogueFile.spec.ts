import { expect, test } from 'vitest';
import { readCatalogue } from './catalogueFile.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const VOTABLE = `<?xml version="1.0"?>
<VOTABLE xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE name="c">
<FIELD ID="col_1" name="island_id" datatype="char" arraysize="*"><DESCRIPTION>not a cell</DESCRIPTION></FIELD>
<FIELD ID="col_2" name="flux_peak" datatype="double"/>
<FIELD ID="col_3" name="comment" datatype="char" arraysize="*"/>
<DATA><TABLEDATA>
<TR><TD>island_1</TD><TD> 2.5 </TD><TD>a &lt; b</TD></TR>
<TR><TD>island_2</TD><TD/></TR>
</TABLEDATA></DATA></TABLE>
<TABLE><FIELD name="other"/><DATA><TABLEDATA><TR><TD>1</TD></TR></TABLEDATA></DATA></TABLE>
</RESOURCE></VOTABLE>`;

test('a VOTable: columns by name, the first table only', () => {
	expect(readCatalogue(bytes(VOTABLE), 'a.components.xml')).toEqual({
		columns: ['island_id', 'flux_peak', 'comment'],
		rows: [
			['island_1', '2.5', 'a < b'],
			['island_2', '']
		]
	});
});

const PLAIN = VOTABLE.replace('a &lt; b', 'a b').replace(/<TABLE><FIELD name="other".*\n/, '');

test.each([
	['as programs write it', PLAIN],
	['with a comment', PLAIN.replace('<DATA>', '<!-- a note --><DATA>')],
	['with a section of plain text', PLAIN.replace('a b', '<![CDATA[a b]]>')],
	['with attributes in its rows', PLAIN.replace('<TR>', '<TR ID="r1">')]
])('the only table of a VOTable, %s', (_how, text) => {
	expect(readCatalogue(bytes(text), 'a.xml')).toEqual({
		columns: ['island_id', 'flux_peak', 'comment'],
		rows: [
			['island_1', '2.5', 'a b'],
			['island_2', '']
		]
	});
});

test.each([
	[PLAIN.replace('<TD/>', '<TD/><TD/><TD/>'), /Row 2 has 4 cells, more than the 3 FIELDs/],
	[PLAIN.replace('island_2', 'island\u0001'), /disallowed character/],
	[PLAIN.replace('</TD></TR>\n<TR>', '</TD>\n<TR>'), /cannot be read/],
	[PLAIN.replace('</RESOURCE>', '</RESOURCES>'), /cannot be read/]
])('what is wrong with a VOTable of plain rows is told as with any other', (text, sentence) => {
	expect(() => readCatalogue(bytes(text), 'a.xml')).toThrow(sentence);
});

test('a VOTable with namespace prefixes', () => {
	const prefixed = VOTABLE.replace(/<(\/?)(?=[A-Z])/g, '<$1vot:').replace('xmlns=', 'xmlns:vot=');
	expect(readCatalogue(bytes(prefixed), 'a.vot').rows).toHaveLength(2);
});

test.each([
	['<VOTABLE><TABLE><FIELD name="a"/>', /The VOTable cannot be read/],
	['<VOTABLE></VOTABLE>', /The VOTable has no FIELD/],
	['<V><TABLE><FIELD name="a"/><DATA><FITS/></DATA></TABLE></V>', /in FITS form: save it as/],
	['<V><TABLE><FIELD name="a"/><TR><TD>1</TD></TR><TR><TD/><TD/></TR></TABLE></V>', /Row 2 has 2/],
	['<!DOCTYPE V [<!ENTITY a "b">]><V/>', /entities of its own \(line 1\)/],
	['<!DOCTYPE V SYSTEM "file:///etc/passwd"><V><TABLE>&x;</TABLE></V>', /undefined entity/],
	['<a>'.repeat(200), /nested more than 100 deep/]
])('a VOTable that cannot be used: %s', (text, sentence) => {
	expect(() => readCatalogue(bytes(text), 'a.xml')).toThrow(sentence);
});

test('CSV: a header row, quotes, a byte order mark, blank lines', () => {
	const text = '\ufeffisland_id,flux_peak,comment\r\nisland_1,2.5,"a, b"\r\n\r\nisland_2,3\r\n';
	expect(readCatalogue(bytes(text), 'a.csv')).toEqual({
		columns: ['island_id', 'flux_peak', 'comment'],
		rows: [
			['island_1', '2.5', 'a, b'],
			['island_2', '3']
		]
	});
});

test.each([
	['a,b\n1,"2', 'The CSV cannot be read'],
	['', 'The CSV is empty'],
	['a,b\n1,2\n1,2,3', 'Row 2 has 3 values, more than the 2 column names'],
	[`${'c,'.repeat(5000)}c`, '5001 columns']
])('CSV that cannot be used: %.20s', (text, sentence) => {
	expect(() => readCatalogue(bytes(text), 'a.csv')).toThrow(sentence);
});

test('CSV with empty cells behind the last column', () => {
	expect(readCatalogue(bytes('a,b\n1,2,\n'), 'a.csv').columns).toEqual(['a', 'b']);
});

test('anything else is read as Selavy text', () => {
	const text = '# island_id flux_peak\n# -- [mJy/beam]\n island_1 2.5\n';
	expect(readCatalogue(bytes(text), 'a.components.txt').rows).toEqual([['island_1', '2.5']]);
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { featuresCommand } from './features.ts';
import { halphaCommand } from './halpha.ts';
import { Output } from './output.ts';

const NSIDE = 32;
const CELLS = 12 * NSIDE ** 2;

/** A FITS file with one HEALPix table, 1024 values a row as the published maps have. */
function healpixFile(cards: Record<string, string>, value: number, cells = CELLS): Buffer {
	const header = (lines: [string, string][]) => {
		const text = [...lines.map(([key, said]) => `${key.padEnd(8)}= ${said}`.padEnd(80)), 'END']
			.join('')
			.padEnd(2880);
		return Buffer.from(text.padEnd(Math.ceil(text.length / 2880) * 2880), 'latin1');
	};
	const primary = header([
		['SIMPLE', 'T'],
		['BITPIX', '8'],
		['NAXIS', '0']
	]);
	const table = header([
		['XTENSION', "'BINTABLE'"],
		...Object.entries({ BITPIX: '8', NAXIS: '2', NAXIS1: '4096', NAXIS2: String(cells / 1024) }),
		...Object.entries({ PCOUNT: '0', GCOUNT: '1', TFIELDS: '1', TFORM1: "'1024E'" }),
		...Object.entries({ TTYPE1: "'TEMPERATURE'", PIXTYPE: "'HEALPIX'", ...cards })
	]);
	const data = Buffer.alloc(Math.ceil((4 * cells) / 2880) * 2880);
	for (let k = 0; k < cells; k += 1) data.writeFloatBE(value, 4 * k);
	return Buffer.concat([primary, table, data]);
}

const GOOD = { NSIDE: String(NSIDE), ORDERING: "'RING'", COORDSYS: "'G'" };

describe('halpha', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'caustic-halpha-'));
		vi.stubEnv('CAUSTIC_DATA_DIR', join(folder, 'data'));
	});
	afterAll(() => rm(folder, { recursive: true }));

	async function act(...positionals: string[]): Promise<string> {
		let said = '';
		const output = new Output({ json: false });
		output.result = (_, text) => (said = text);
		await halphaCommand.run({ values: {}, positionals }, output);
		return said;
	}

	async function fileOf(name: string, bytes: Buffer): Promise<string> {
		const path = join(folder, name);
		await writeFile(path, bytes);
		return path;
	}

	async function expected(): Promise<Record<string, string>> {
		const out = join(folder, 'out.csv');
		const rows = Array.from({ length: 8 }, (_, k) => `a,${60_000 + k},887.5,10,1,270,-30`);
		const header = 'source,mjd,frequency_mhz,flux_mjy,flux_err_mjy,ra,dec';
		const path = await fileOf('curves.csv', Buffer.from([header, ...rows].join('\n')));
		const output = new Output({ json: false });
		output.result = () => undefined;
		await featuresCommand.run({ values: { out }, positionals: [path] }, output);
		const [names, cells] = (await readFile(out, 'utf8')).trimEnd().split('\n');
		return Object.fromEntries(names.split(',').map((name, i) => [name, cells.split(',')[i]]));
	}

	test('an imported map takes the place of the approximation, and each result says which it was', async () => {
		expect(await act('show')).toMatch(/^No map is installed/);
		const before = await expected();
		expect(before.halpha_from_map).toBe('0');
		expect(Number(before.halpha_rayleigh)).toBeCloseTo(11, 0);
		const path = await fileOf('halpha.fits', healpixFile(GOOD, 5));
		expect(await act('import', path)).toContain('halpha.fits: 100.0 % of the sky');
		const after = await expected();
		expect(after.halpha_from_map).toBe('1');
		expect(after.halpha_rayleigh).toBe('5');
		// The oracle of the specification at 887.5 MHz and 5 R.
		expect(Number(after.riss_m_expected)).toBeCloseTo(0.3114, 4);
		expect(Number(after.riss_timescale_days_expected)).toBeCloseTo(34.9, 1);
		expect(await act('remove')).toBe('Removed.');
		expect((await expected()).halpha_from_map).toBe('0');
	});

	test('a packed file is read, too', async () => {
		const path = await fileOf('halpha.fits.gz', gzipSync(healpixFile(GOOD, 2)));
		expect(await act('import', path)).toContain('100.0 %');
		await act('remove');
	});

	test.each([
		['a picture', Buffer.from('GIF89a'), /picture.*: /],
		['no order', healpixFile({ NSIDE: '32' }, 1), /ORDERING is missing/],
		['odd', healpixFile({ ...GOOD, NSIDE: '33' }, 1), /NSIDE is 33, where a power of two/],
		['short', healpixFile({ ...GOOD, NSIDE: '64' }, 1), /NSIDE 64 has 49152 cells, but 12288/],
		['ecliptic', healpixFile({ ...GOOD, COORDSYS: "'E'" }, 1), /COORDSYS is E/],
		['cut', healpixFile(GOOD, 1).subarray(0, 20_000), /cut/]
	])('%s is refused with a sentence and changes nothing', async (name, bytes, sentence) => {
		await expect(act('import', await fileOf(name, bytes))).rejects.toThrow(sentence);
		expect(await act('show')).toMatch(/^No map is installed/);
	});

	test('a file that is not there is named', async () => {
		await expect(act('import', join(folder, 'none.fits'))).rejects.toThrow(/none\.fits does not/);
		await expect(act('import')).rejects.toThrow(/Say which file/);
		await expect(act('upload')).rejects.toThrow(/none of import, show and remove/);
	});
});

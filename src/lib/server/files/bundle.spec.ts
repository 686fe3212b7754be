import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack, type Headers } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleOf } from './bundle.ts';
import { checksumOf, filePieces } from './bundleChecksum.ts';
import { readBundle } from './bundleReader.ts';
import { parquetBytes } from './parquetWriter.ts';
import { localStorage } from './storage.ts';

const storage = localStorage();
let directory: string;

beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), 'caustic-bundle-'));
});
afterEach(() => rm(directory, { recursive: true }));

const RUN = {
	run: 'survey',
	softwareVersion: '1.2.3',
	madeAt: '2026-01-02T03:04:05Z',
	configText: 'run:\n  path: survey\n',
	inputs: [{ path: '/maps/a.fits', bytes: 7, sha256: 'a'.repeat(64) }],
	counts: { sources: 3 }
};

/** A run of one image, in `directory`. */
async function smallRun(): Promise<void> {
	const measurements = join(directory, 'elsewhere', 'measurements.parquet');
	await mkdir(dirname(measurements));
	await writeFile(measurements, parquetBytes([{ name: 'id', type: 'int64', values: [1, 2] }]));
	await writeFile(
		join(directory, 'images.parquet'),
		parquetBytes([
			{ name: 'name', type: 'string', values: ['a.b.fits'] },
			{ name: 'measurements_path', type: 'string', values: [measurements] }
		])
	);
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield await Promise.resolve(bytes);
}

async function allOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const all: Uint8Array[] = [];
	for await (const piece of pieces) all.push(piece);
	return Buffer.concat(all);
}

/** What is unpacked, or the reason why not. */
async function unpacked(bytes: Uint8Array, mostBytes?: number) {
	const members = new Map<string, Buffer>();
	const manifest = await readBundle(
		{ path: 'x.caustic.tar.gz', pieces: piecesOf(bytes) },
		async (name, content) => void members.set(name, await allOf(content)),
		mostBytes
	);
	return { manifest, members };
}

async function soundBundle() {
	await smallRun();
	const { manifest, pieces } = await bundleOf(storage, { ...RUN, directory });
	return { manifest, bytes: await allOf(pieces) };
}

test('a bundle gives back its files and its manifest', async () => {
	const { manifest, bytes } = await soundBundle();
	const found = await unpacked(bytes);
	expect(found.manifest).toEqual(manifest);
	expect(manifest).toMatchObject({
		run: 'survey',
		softwareVersion: '1.2.3',
		counts: { sources: 3 }
	});
	expect([...found.members.keys()]).toEqual([
		'config.yaml',
		'images.parquet',
		'images/a_b_fits/measurements.parquet'
	]);
	expect(found.members.get('config.yaml')?.toString()).toBe(RUN.configText);
	expect(found.members.get('images.parquet')).toEqual(
		await readFile(join(directory, 'images.parquet'))
	);
});

test('the same run bundled twice is the same file', async () => {
	const { bytes } = await soundBundle();
	const again = await bundleOf(storage, { ...RUN, directory });
	expect(await allOf(again.pieces)).toEqual(bytes);
});

test('a file that vanishes while it is bundled is an error, not a truncated bundle', async () => {
	await smallRun();
	const { pieces } = await bundleOf(storage, { ...RUN, directory });
	await rm(join(directory, 'images.parquet'));
	await expect(allOf(pieces)).rejects.toThrow('ENOENT');
});

test('the checksum of a file is read in pieces', async () => {
	const path = join(directory, 'large');
	const content = Buffer.alloc((1 << 22) + 5, 'x');
	await writeFile(path, content);
	expect(await checksumOf(filePieces(storage, path))).toEqual(await checksumOf([content]));
	expect((await checksumOf([Buffer.from('abc')])).sha256).toMatch(
		/^ba7816bf8f01cfea414140de5dae2223/
	);
});

type Member = Headers & { content?: string | Buffer };

async function madeOf(members: Member[]): Promise<Buffer> {
	const tar = pack();
	for (const { content = '', ...header } of members) tar.entry(header, content);
	tar.finalize();
	return gzipSync(await allOf(tar));
}

async function manifestOf(files: { name: string; content: string }[]): Promise<Member> {
	const listed = await Promise.all(
		files.map(async ({ name, content }) => ({
			name,
			...(await checksumOf([Buffer.from(content)]))
		}))
	);
	const { configText: _, ...run } = RUN;
	const manifest = { format: 'caustic-bundle', formatVersion: 1, ...run, files: listed };
	return { name: 'manifest.json', content: JSON.stringify(manifest) };
}

const CONFIG = { name: 'config.yaml', content: 'run:\n' };

test.each([
	'../config.yaml',
	'/etc/passwd',
	'images/../measurements.parquet',
	'images/../../a.parquet'
])('a manifest that names %s is refused', async (name) => {
	const bytes = await madeOf([await manifestOf([{ name, content: '' }]), { name }]);
	await expect(unpacked(bytes)).rejects.toThrow('is no file of a run');
});

test.each<[string, Member[], string]>([
	[
		'a member that is not listed',
		[CONFIG, { name: '../../evil' }],
		'../../evil is not in its manifest'
	],
	[
		'a member that comes twice',
		[CONFIG, CONFIG],
		'config.yaml is not in its manifest, or there twice'
	],
	[
		'a symbolic link',
		[{ name: 'config.yaml', type: 'symlink', linkname: '/etc/passwd' }],
		'symlink'
	],
	['a hard link', [{ name: 'config.yaml', type: 'link', linkname: '/etc/passwd' }], 'link'],
	['other content', [{ ...CONFIG, content: 'ran:\n' }], 'its SHA-256 is another'],
	['another length', [{ ...CONFIG, content: 'run: \n' }], 'has 6 bytes, not 5'],
	['a missing member', [], 'config.yaml is missing']
])('%s is refused', async (_, members, reason) => {
	const bytes = await madeOf([await manifestOf([CONFIG]), ...members]);
	await expect(unpacked(bytes)).rejects.toThrow(reason);
});

test('what is no bundle is refused with its name', async () => {
	const manifest = await manifestOf([CONFIG]);
	const notBundles = [
		Buffer.from('PAR1'),
		gzipSync('no tar'),
		await madeOf([]),
		await madeOf([CONFIG, manifest]),
		await madeOf([{ name: 'manifest.json', content: '{' }]),
		await madeOf([{ name: 'manifest.json', content: '{"format":"zip"}' }])
	];
	for (const bytes of notBundles)
		await expect(unpacked(bytes)).rejects.toThrow('x.caustic.tar.gz is not a sound bundle');
});

test('a truncated bundle is refused at every length', async () => {
	const { bytes } = await soundBundle();
	for (let length = 0; length < bytes.length; length += 97)
		await expect(unpacked(bytes.subarray(0, length))).rejects.toThrow('not a sound bundle');
});

test('a bundle that would unpack to more than allowed is refused before it is unpacked', async () => {
	const { bytes } = await soundBundle();
	await expect(unpacked(bytes, 100)).rejects.toThrow('more than the 100 allowed');
});

/** Makes the first member an extended header, which readers keep in memory (POSIX pax: type x at 156, checksum at 148). */
function asExtendedHeader(archive: Buffer): Buffer {
	const header = archive.subarray(0, 512);
	header.write('x', 156);
	header.fill(' ', 148, 156);
	const sum = header.reduce((total, byte) => total + byte, 0);
	header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
	return archive;
}

test('a header that claims gigabytes does not fill the memory', async () => {
	const size = 100_000_000;
	const tar = pack();
	tar.entry({ name: 'manifest.json', size }, Buffer.alloc(size));
	tar.finalize();
	const bytes = gzipSync(asExtendedHeader(await allOf(tar)));
	await expect(unpacked(bytes)).rejects.toThrow('more than its headers announce');
});

test('a link in the run directory is followed when it is bundled, not bundled as a link', async () => {
	await smallRun();
	await symlink(join(directory, 'images.parquet'), join(directory, 'bands.parquet'));
	const { pieces } = await bundleOf(storage, { ...RUN, directory });
	const { members } = await unpacked(await allOf(pieces));
	expect(members.get('bands.parquet')).toEqual(await readFile(join(directory, 'images.parquet')));
});

import { once } from 'node:events';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import { checksumOf, filePieces } from './bundleChecksum.ts';
import type { BundledFile, BundleManifest } from './bundleManifest.ts';
import { imageDirectoryName } from './measurementFile.ts';
import { readParquet, textsOf } from './parquetTable.ts';
import type { Storage } from './storage.ts';
import { escapeGlob } from './glob.ts';

/** What the bundle says of a run beside its files. */
interface BundledRun extends Pick<
	BundleManifest,
	'run' | 'softwareVersion' | 'madeAt' | 'inputs' | 'counts'
> {
	/** Where the run's Parquet files are. */
	directory: string;
	/** The resolved config, as YAML. */
	configText: string;
}

/**
 * `<run>.caustic.tar.gz` piece by piece: manifest.json first, then the config, the run's Parquet files and the
 * measurements of its images, in the layout of spec/pipeline.md §7.1.
 */
export async function bundleOf(
	storage: Storage,
	{ directory, configText, ...run }: BundledRun
): Promise<{ manifest: BundleManifest; pieces: AsyncGenerator<Uint8Array> }> {
	const members = [
		textMember('config.yaml', configText),
		...(await outputMembers(storage, directory))
	];
	const files: BundledFile[] = [];
	for (const { name, pieces } of members) files.push({ name, ...(await checksumOf(pieces())) });
	const manifest: BundleManifest = { format: 'caustic-bundle', formatVersion: 1, ...run, files };
	const first = textMember('manifest.json', JSON.stringify(manifest, null, '\t'));
	const sized = [
		{ ...first, bytes: Buffer.byteLength(first.text) },
		...members.map((member, k) => ({ ...member, bytes: files[k].bytes }))
	];
	return { manifest, pieces: archive(sized, new Date(run.madeAt)) };
}

interface Member {
	name: string;
	pieces: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

function textMember(name: string, text: string): Member & { text: string } {
	return { name, text, pieces: () => [Buffer.from(text)] };
}

async function outputMembers(storage: Storage, directory: string): Promise<Member[]> {
	const file = (name: string, path: string): Member => ({
		name,
		pieces: () => filePieces(storage, path)
	});
	const outputs = await storage.glob(join(escapeGlob(directory), '*.parquet'));
	const images = await readParquet(storage, join(directory, 'images.parquet'));
	const paths = textsOf(images, 'measurements_path');
	return [
		...outputs.map((path) => file(basename(path), path)),
		...textsOf(images, 'name').map((name, k) => file(bundledMeasurements(name), paths[k]))
	];
}

/** Where a bundle, and a directory it is unpacked into, has the measurements of an image. */
export function bundledMeasurements(imageName: string): string {
	return `images/${imageDirectoryName(imageName)}/measurements.parquet`;
}

async function* archive(
	members: (Member & { bytes: number })[],
	mtime: Date
): AsyncGenerator<Uint8Array> {
	const tar = pack();
	// Parquet is compressed already: more effort would hardly make it smaller.
	const gzip = createGzip({ level: 1 });
	const packed = pipeline(tar, gzip);
	const filled = fill(tar, members, mtime).catch((error: Error) => tar.destroy(error));
	// Reading fails with the same error; unread, it would end the process.
	packed.catch(() => undefined);
	for await (const piece of gzip) {
		// A gzip stream without an encoding reads as buffers.
		yield piece as Buffer;
	}
	await filled;
	await packed;
}

async function fill(
	tar: Pack,
	members: (Member & { bytes: number })[],
	mtime: Date
): Promise<void> {
	for (const { name, bytes, pieces } of members) {
		await new Promise<void>((resolve, reject) => {
			const entry = tar.entry({ name, size: bytes, mode: 0o644, mtime }, (error) =>
				error ? reject(error) : resolve()
			);
			// A destroyed archive takes its open entry with it.
			entry.on('error', reject);
			(async () => {
				for await (const piece of pieces()) if (!entry.write(piece)) await once(entry, 'drain');
				entry.end();
			})().catch(reject);
		});
	}
	tar.finalize();
}

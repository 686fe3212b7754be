import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Entry, type Extract } from 'tar-stream';
import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import { bundleManifestSchema, type BundledFile, type BundleManifest } from './bundleManifest.ts';

/** Puts a member somewhere; must read it to its end. */
type PutMember = (name: string, content: AsyncIterable<Uint8Array>) => Promise<void>;

/** A manifest names some thousand files at most; a bundle has the outputs of the largest survey at most. */
const MOST_MANIFEST_BYTES = 1 << 26;
const MOST_BUNDLE_BYTES = 2 ** 36;
/** What stands before a member at most: its header, and padding. */
const MOST_HEADER_BYTES = 1 << 20;

/**
 * Unpacks a bundle by way of `put` and checks every member against the manifest: only regular files of a run, each
 * once, with the length and SHA-256 that the manifest names.
 * @throws Failure that says what is wrong with the bundle; what was put by then is not to be trusted.
 */
export async function readBundle(
	bundle: { path: string; pieces: AsyncIterable<Uint8Array> },
	put: PutMember,
	mostBytes = MOST_BUNDLE_BYTES
): Promise<BundleManifest> {
	const members = extract();
	const limit = { allowed: MOST_HEADER_BYTES };
	const errors: unknown[] = [];
	const stop = (error: unknown) => {
		errors.push(error);
		members.destroy(new Error('stopped'));
		return null;
	};
	const [manifest] = await Promise.all([
		readMembers(members, put, { limit, mostBytes }).catch(stop),
		pipeline(bundle.pieces, createGunzip(), limited(limit), members).catch(stop)
	]);
	if (manifest && errors.length === 0) return manifest;
	// Whichever side failed first has the reason; the other one only says that it was stopped.
	throw failureOf(bundle.path, errors[0]);
}

interface Limit {
	/** Bytes that may have passed by now: those of the members announced, and a header. */
	allowed: number;
}

/** A small file can unpack to any size; no more of it is unpacked than its headers announce and we allow. */
function limited(limit: Limit): Transform {
	let passed = 0;
	return new Transform({
		transform(piece: Uint8Array, _, done) {
			passed += piece.length;
			if (passed <= limit.allowed) done(null, piece);
			else done(new BadBundle('it holds more than its headers announce'));
		}
	});
}

interface Limits {
	limit: Limit;
	mostBytes: number;
}

async function readMembers(
	members: Extract,
	put: PutMember,
	{ limit, mostBytes }: Limits
): Promise<BundleManifest> {
	let manifest: BundleManifest | null = null;
	const missing = new Map<string, BundledFile>();
	for await (const entry of members) {
		const { name, type, size = 0 } = entry.header;
		if (type !== 'file') throw new BadBundle(`${name} is a ${type ?? 'thing'}, not a file`);
		const file = manifest ? listed(missing, name, size) : null;
		if (!file) checkFirst(name, size);
		limit.allowed += size + MOST_HEADER_BYTES;
		if (file) {
			await put(name, verified(entry, file));
		} else {
			manifest = await readManifest(entry, mostBytes);
			for (const bundled of manifest.files) missing.set(bundled.name, bundled);
		}
	}
	if (!manifest) throw new BadBundle('it is empty');
	const [absent] = missing.keys();
	if (absent !== undefined) throw new BadBundle(`${absent} is missing`);
	return manifest;
}

function checkFirst(name: string, size: number): void {
	if (name !== 'manifest.json') throw new BadBundle(`it begins with ${name}, not manifest.json`);
	if (size > MOST_MANIFEST_BYTES) throw new BadBundle(`its manifest has ${size} bytes`);
}

/** What the manifest says of a member; it may not come again. */
function listed(missing: Map<string, BundledFile>, name: string, size: number): BundledFile {
	const file = missing.get(name);
	if (!file) throw new BadBundle(`${name} is not in its manifest, or there twice`);
	if (file.bytes !== size) throw new BadBundle(`${name} has ${size} bytes, not ${file.bytes}`);
	missing.delete(name);
	return file;
}

async function readManifest(entry: Entry, mostBytes: number): Promise<BundleManifest> {
	const pieces: Buffer[] = [];
	for await (const piece of entry) pieces.push(piece);
	const parsed = bundleManifestSchema.safeParse(json(Buffer.concat(pieces).toString()));
	if (!parsed.success) {
		throw new BadBundle(
			`its manifest.json is not as it should be: ${z.prettifyError(parsed.error)}`
		);
	}
	const bytes = parsed.data.files.reduce((sum, file) => sum + file.bytes, 0);
	if (bytes > mostBytes)
		throw new BadBundle(`it would unpack to ${bytes} bytes, more than the ${mostBytes} allowed`);
	return parsed.data;
}

function json(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new BadBundle('its manifest.json is not JSON');
	}
}

async function* verified(entry: Entry, file: BundledFile): AsyncGenerator<Uint8Array> {
	const hash = createHash('sha256');
	for await (const piece of entry) {
		hash.update(piece);
		yield piece;
	}
	if (hash.digest('hex') !== file.sha256)
		throw new BadBundle(`${file.name} is not what was bundled: its SHA-256 is another`);
}

class BadBundle extends Error {}

function failureOf(path: string, reason: unknown): unknown {
	if (!(reason instanceof BadBundle) && !isOfArchive(reason)) return reason;
	return new Failure('Invalid', `${path} is not a sound bundle: ${reason.message}.`, path);
}

/** What gunzip and tar-stream say of bytes that are none of theirs. */
function isOfArchive(reason: unknown): reason is Error {
	if (!(reason instanceof Error)) return false;
	const code = 'code' in reason ? String(reason.code) : '';
	return code.startsWith('Z_') || /tar header|unexpected end/i.test(reason.message);
}

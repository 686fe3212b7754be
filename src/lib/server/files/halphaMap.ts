import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { degradedHalpha, HALPHA_NSIDE, type HalphaMap } from '#science/ese/halpha.ts';
import { config } from '../config.ts';
import { withFile } from './fileFailure.ts';
import { readHealpixTable } from './halphaTable.ts';
import { localStorage } from './storage.ts';

const BYTES = 12 * HALPHA_NSIDE ** 2 * Float32Array.BYTES_PER_ELEMENT;
const MOST_UNPACKED = 2 ** 31;

const storedSchema = z.object({
	version: z.literal(1),
	/** The file that was imported, without its folder. */
	file: z.string(),
	frame: z.enum(['galactic', 'icrs']),
	/** Float32, little-endian, base64: NSIDE 64, nested. */
	rayleigh: z.string()
});

/** A map as it was imported. */
export interface ImportedHalpha extends HalphaMap {
	file: string;
	/** Share of the sky that it covers. */
	covered: number;
}

function mapFile(): string {
	return join(config().CAUSTIC_DATA_DIR, 'halpha', 'map.json');
}

/**
 * Takes a HEALPix map of Hα in Rayleigh (FITS, also gzipped) for the expectation of scintillation, instead of the one before.
 * @throws Failure naming the file and what is wrong with it
 */
export async function importHalpha(path: string): Promise<ImportedHalpha> {
	const map = await withFile(path, async () => {
		const table = readHealpixTable(unpacked(await localStorage().read(path)));
		return { frame: table.frame, rayleigh: degradedHalpha(table) };
	});
	const stored: z.infer<typeof storedSchema> = {
		version: 1,
		file: basename(path),
		frame: map.frame,
		rayleigh: Buffer.from(map.rayleigh.buffer).toString('base64')
	};
	const storage = localStorage();
	await storage.makeDirectory(dirname(mapFile()));
	await storage.writeAtomically(mapFile(), JSON.stringify(stored));
	return described(map, stored.file);
}

/** The map that is installed; null where none is. */
export async function installedHalpha(): Promise<ImportedHalpha | null> {
	const path = mapFile();
	const storage = localStorage();
	if (!(await storage.exists(path))) return null;
	return withFile(path, async () => {
		const text = Buffer.from(await storage.read(path)).toString('utf8');
		const { frame, file, rayleigh } = storedSchema.parse(JSON.parse(text));
		const bytes = new Uint8Array(BYTES);
		bytes.set(Buffer.from(rayleigh, 'base64').subarray(0, BYTES));
		return described({ frame, rayleigh: new Float32Array(bytes.buffer) }, file);
	});
}

/** Back to the approximation. */
export async function removeHalpha(): Promise<boolean> {
	const isThere = await localStorage().exists(mapFile());
	await localStorage().remove(mapFile());
	return isThere;
}

function described(map: HalphaMap, file: string): ImportedHalpha {
	const observed = map.rayleigh.filter((value) => !Number.isNaN(value)).length;
	return { ...map, file, covered: observed / map.rayleigh.length };
}

function unpacked(bytes: Uint8Array): Uint8Array {
	const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
	return isPacked ? gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED }) : bytes;
}

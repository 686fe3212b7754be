import { mkdtempSync, readdirSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cleanUpCutouts } from '#server/commands/cleanUpCutouts.ts';
import { keptCutout, keptCutouts } from '#server/files/cutoutCache.ts';
import { cutoutCache } from '#server/files/cutoutFolder.ts';
import { collection, store } from '#server/store/client.ts';
import { eventually } from '../kit/eventually.ts';
import { ownInstallation } from './builders.ts';

ownInstallation();
process.env.CAUSTIC_DATA_DIR = mkdtempSync(join(tmpdir(), 'caustic-cutouts-'));

const request = { ra: 150, dec: -30, sizeArcsec: 120, low: 0, high: 1 };
const there = { id: 1, checksum: 'abcdef0123456789' };
const gone = { id: 2, checksum: 'abcdef0123456789' };
const ALL = { mostBytes: Infinity, olderThan: null };
let made = 0;

async function ask(image: typeof there, ra = 150): Promise<string> {
	const png = await keptCutout(cutoutCache(), { image, request: { ...request, ra } }, () => {
		made += 1;
		return Promise.resolve(new TextEncoder().encode(`cutout ${made}`));
	});
	return new TextDecoder().decode(png);
}

const count = async () => (await keptCutouts(cutoutCache())).length;
const kept = (n: number) => eventually(count).toBe(n);

beforeAll(async () => {
	await collection<{ _id: number }>(store(), 'images').insertOne(
		{ _id: 1 },
		{ bypassDocumentValidation: true }
	);
});

describe('cutouts on disk', () => {
	test('are made once for the same square of the same content', async () => {
		const first = await ask(there);
		await kept(1);
		expect(await ask(there)).toBe(first);
		expect(await ask(there, 151)).not.toBe(first);
		expect(await ask({ ...there, checksum: '0123456789abcdef' })).not.toBe(first);
		await kept(3);
		expect(readdirSync(cutoutCache().directory)).toHaveLength(2);
	});

	test('of images that are gone do not stay', async () => {
		await ask(gone);
		await kept(4);
		expect(await cleanUpCutouts(ALL)).toMatchObject({ removed: 1, kept: 3 });
	});

	test('make room by the oldest, and go by age', async () => {
		const [oldest] = await keptCutouts(cutoutCache());
		utimesSync(oldest.path, new Date(0), new Date(0));
		const two = (await keptCutouts(cutoutCache())).slice(1).reduce((n, { bytes }) => n + bytes, 0);
		expect(await cleanUpCutouts({ ...ALL, mostBytes: two })).toMatchObject({ removed: 1, kept: 2 });
		expect((await keptCutouts(cutoutCache())).map(({ path }) => path)).not.toContain(oldest.path);
		const tomorrow = new Date(Date.now() + 86_400_000);
		expect(await cleanUpCutouts({ ...ALL, olderThan: tomorrow })).toMatchObject({ kept: 0 });
	});
});

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localStorage, type Storage } from './storage.ts';

let folder: string;
let confined: Storage;
const inside = (path: string) => join(folder, 'raw', path);

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'caustic-confinement-'));
	for (const name of ['disk/day1', 'outside', 'raw-not'])
		await mkdir(join(folder, name), { recursive: true });
	for (const name of [
		'disk/image.fits',
		'disk/day1/a.fits',
		'outside/secret.fits',
		'raw-not/b.fits'
	])
		await writeFile(join(folder, name), name);
	// The directory itself may well be a link: data lie on another disk.
	await symlink(join(folder, 'disk'), join(folder, 'raw'));
	await symlink('day1', inside('today'));
	await symlink(join(folder, 'outside'), inside('elsewhere'));
	await symlink('../outside/secret.fits', inside('stolen.fits'));
	await symlink(join(folder, 'outside/not-yet'), inside('dangling'));
	await symlink('loop', inside('loop'));
	await symlink('.', inside('here'));
	confined = localStorage([join(folder, 'raw')]);
});
afterAll(() => rm(folder, { recursive: true }));

const refused = { code: 'NotPermitted' };

describe('a confined storage', () => {
	test.each([
		'image.fits',
		'day1/a.fits',
		'today/a.fits',
		'day1/../image.fits',
		'here/here/image.fits'
	])('reads %s', async (path) => {
		expect(await confined.exists(inside(path))).toBe(true);
		expect((await confined.read(inside(path))).length).toBeGreaterThan(0);
		expect(() => confined.openImage(inside(path))).toThrow('not a FITS file');
	});

	test.each([
		'../outside/secret.fits',
		'day1/../../outside/secret.fits',
		'../raw-not/b.fits',
		'elsewhere/secret.fits',
		'elsewhere/../image.fits/../elsewhere/secret.fits',
		'stolen.fits',
		'here/stolen.fits',
		'elsewhere'
	])('refuses %s for every use', async (path) => {
		const at = inside(path);
		await expect(confined.exists(at)).rejects.toMatchObject(refused);
		await expect(confined.directoryExists(at)).rejects.toMatchObject(refused);
		await expect(confined.read(at)).rejects.toMatchObject(refused);
		await expect(confined.readRange(at, 0, 1)).rejects.toMatchObject(refused);
		await expect(confined.fingerprint(at)).rejects.toMatchObject(refused);
		await expect(confined.writeAtomically(at, '')).rejects.toMatchObject(refused);
		await expect(confined.append(at, '')).rejects.toMatchObject(refused);
		await expect(confined.remove(at)).rejects.toMatchObject(refused);
		await expect(confined.rename(inside('image.fits'), at)).rejects.toMatchObject(refused);
		await expect(confined.makeDirectory(at)).rejects.toMatchObject(refused);
		expect(() => confined.openImage(at)).toThrow('is outside the directories');
	});

	test.each(['dangling', 'dangling/deeper/file', 'elsewhere/new/file'])(
		'refuses to make %s, which would come to be elsewhere',
		async (path) => {
			await expect(confined.append(inside(path), 'text')).rejects.toMatchObject(refused);
			await expect(confined.makeDirectory(inside(path))).rejects.toMatchObject(refused);
		}
	);

	test('takes a new file in new directories for what it is', async () => {
		expect(await confined.exists(inside('new/deeper/file'))).toBe(false);
	});

	test.each(['loop', 'loop/file'])('says that %s leads nowhere', async (path) => {
		await expect(confined.exists(inside(path))).rejects.toThrow('leads nowhere');
	});
});

describe('a glob in a confined storage', () => {
	test.each(['../outside/*', 'day1/../../outside/*.fits', '*/../../outside/*'])(
		'may not be written to leave: %s',
		async (pattern) => {
			await expect(confined.glob(inside(pattern))).rejects.toMatchObject(refused);
		}
	);

	test.each(['*.fits', 'elsewhere/*', '**/secret.fits', '*/s*'])(
		'may not follow a link out: %s',
		async (pattern) => {
			const attempt = confined.glob(inside(pattern));
			await expect(attempt).rejects.toMatchObject(refused);
			await expect(attempt).rejects.toThrow(`${inside(pattern)} is outside`);
		}
	);

	test('follows links within', async () => {
		expect(await confined.glob(inside('today/*'))).toEqual([inside('today/a.fits')]);
	});
});

test('a zero byte is refused, confined or not', async () => {
	for (const storage of [confined, localStorage()]) {
		await expect(storage.read(inside('image.fits\0.txt'))).rejects.toMatchObject({
			code: 'Invalid'
		});
		await expect(storage.glob(inside('*\0'))).rejects.toThrow('it holds a zero byte');
	}
});

test('the command line goes where the person may go', async () => {
	const storage = localStorage();
	expect(await storage.exists(inside('stolen.fits'))).toBe(true);
	expect(await storage.glob(inside('**/secret.fits'))).toEqual([inside('elsewhere/secret.fits')]);
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { InboxFolder } from './inboxFolder.ts';

const root = mkdtempSync(join(tmpdir(), 'caustic-inbox-'));
afterAll(() => rmSync(root, { recursive: true }));
let nFolders = 0;

function newFolder(settleMs = 0) {
	const directory = join(root, String(nFolders++));
	mkdirSync(directory);
	const folder = new InboxFolder(directory, { settleMs });
	function write(name: string, text: string) {
		const path = join(directory, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
		return path;
	}
	return { directory, folder, write };
}

test('a file counts once it has stayed the same for the time asked for, and not while it grows', async () => {
	const { folder, write } = newFolder(60);
	write('a.fits', '1');
	expect(await folder.look()).toMatchObject({ nUnsettled: 1, changed: [] });
	expect(folder.group('a')).toBeNull();
	await new Promise((resolve) => setTimeout(resolve, 80));
	write('a.fits', '12');
	expect(await folder.look()).toMatchObject({ nUnsettled: 1 });
	await new Promise((resolve) => setTimeout(resolve, 80));
	expect(await folder.look()).toMatchObject({ nUnsettled: 0, changed: ['a'] });
	expect(folder.group('a')?.image).toMatchObject([{ bytes: 2, isSettled: true }]);
});

test('a file that waits and is written on after a pause is looked at again', async () => {
	const { folder, write } = newFolder(60);
	write('a.fits', 'half of it');
	await folder.look();
	await new Promise((resolve) => setTimeout(resolve, 80));
	expect(await folder.look()).toMatchObject({ nUnsettled: 0, changed: ['a'] });
	expect((await folder.look()).changed).toEqual([]);
	write('a.fits', 'half of it, and the rest');
	expect(await folder.look()).toMatchObject({ nUnsettled: 1, changed: [] });
	expect(folder.group('a')).toBeNull();
	await new Promise((resolve) => setTimeout(resolve, 80));
	expect(await folder.look()).toMatchObject({ nUnsettled: 0, changed: ['a'] });
	expect(folder.group('a')?.image).toMatchObject([{ bytes: 24, isSettled: true }]);
});

test('what is judged is not looked at again, until it is replaced', async () => {
	const { folder, write } = newFolder();
	const path = write('images/a.fits', 'one');
	await folder.look();
	const [file] = folder.group('a')?.image ?? [];
	folder.judge(file);
	expect(await folder.look()).toMatchObject({ nFiles: 1, changed: ['a'] });
	expect((await folder.look()).changed).toEqual([]);
	write('images/a.fits', 'another');
	utimesSync(path, 1, 1);
	expect((await folder.look()).changed).toEqual(['a']);
	expect(folder.group('a')?.image).toMatchObject([{ bytes: 7 }]);
});

test('what a worker before judged is taken over from its record', async () => {
	const { folder, write } = newFolder();
	write('a.fits', 'one');
	await folder.look();
	const [file] = folder.group('a')?.image ?? [];
	const next = new InboxFolder(folder.directory, { settleMs: 0 });
	next.judged.add(file);
	expect(await next.look()).toMatchObject({ nFiles: 1, nUnsettled: 0, changed: [] });
});

test('a file that goes away again leaves nothing behind', async () => {
	const { folder, write } = newFolder();
	const path = write('a.fits', 'one');
	await folder.look();
	rmSync(path);
	expect((await folder.look()).changed).toEqual(['a']);
	expect([...folder.keys()]).toEqual([]);
});

test('hidden files, by-products, the quarantine and links to folders are passed by', async () => {
	const { directory, folder, write } = newFolder();
	for (const name of ['.a.fits', 'a.islands.txt', 'notes.md', 'quarantine/a.fits'])
		write(name, '1');
	symlinkSync(directory, join(directory, 'round'));
	expect((await folder.look()).changed).toEqual([]);
	expect([...folder.keys()]).toEqual([]);
});

test('of a great many files all come up, some at each look', async () => {
	const { folder, write } = newFolder();
	for (let k = 0; k < 4500; k++) write(`${k}.fits`, '');
	const keys = new Set<string>();
	let looks = 0;
	for (; keys.size < 4500 && looks < 10; looks++)
		for (const key of (await folder.look()).changed) keys.add(key);
	expect(looks).toBe(3);
	expect(keys.size).toBe(4500);
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withMutex } from './mutex.mjs';
import { processOf } from './processes.mjs';

let folder;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'caustic mutex '))));
afterEach(() => rmSync(folder, { recursive: true }));

test('two who want the same lock follow each other', async () => {
	const path = join(folder, 'lock');
	const order = [];
	const work = (name) => async () => {
		order.push(`${name} in`);
		await pause(30);
		order.push(`${name} out`);
	};
	await Promise.all([withMutex(path, work('a')), withMutex(path, work('b'))]);
	expect(order).toEqual(['a in', 'a out', 'b in', 'b out']);
	expect(existsSync(path)).toBe(false);
});

test('the lock of a process that has died is taken over', async () => {
	const path = join(folder, 'lock');
	// Our own number, but of a process that started at another time: numbers are reused.
	writeFileSync(path, JSON.stringify({ ...processOf(process.pid), started: '1' }));
	expect(await withMutex(path, () => Promise.resolve('mine'))).toBe('mine');
});

test('work that fails leaves the lock free', async () => {
	const path = join(folder, 'lock');
	await expect(withMutex(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await withMutex(path, () => Promise.resolve(1))).toBe(1);
});

import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('no more than allowed work at once, all do in the end, first come first served', async () => {
	const turns = new Turns(2);
	const began: number[] = [];
	const ends: (() => void)[] = [];
	let working = 0;
	let most = 0;
	const all = Array.from({ length: 7 }, (_, i) =>
		turns.take(async () => {
			began.push(i);
			most = Math.max(most, ++working);
			await new Promise<void>((resolve) => ends.push(resolve));
			working--;
			return i;
		})
	);
	while (ends.length > 0 || working > 0) {
		ends.shift()?.();
		await new Promise((resolve) => setImmediate(resolve));
	}
	expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4, 5, 6]);
	expect(began).toEqual([0, 1, 2, 3, 4, 5, 6]);
	expect(most).toBe(2);
});

test('whoever fails gives the turn back', async () => {
	const turns = new Turns(1);
	const failed = turns.take(() => Promise.reject(new Error('no')));
	const next = turns.take(() => Promise.resolve('done'));
	await expect(failed).rejects.toThrow('no');
	await expect(next).resolves.toBe('done');
});

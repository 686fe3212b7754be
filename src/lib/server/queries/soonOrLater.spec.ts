import { expect, test } from 'vitest';
import { soonOrLater } from './soonOrLater.ts';

test('what is there soon is handed over as it is', async () => {
	const { value } = await soonOrLater(Promise.resolve('found'), 1000);
	expect(value).toBe('found');
});

test('what takes longer is handed over as a promise', async () => {
	let bring: (found: string) => void = () => undefined;
	const slow = new Promise<string>((resolve) => (bring = resolve));
	const { value } = await soonOrLater(slow, 1);
	expect(value).toBeInstanceOf(Promise);
	bring('found');
	expect(await value).toBe('found');
});

test('what fails soon fails here', async () => {
	await expect(soonOrLater(Promise.reject(new Error('gone')), 1000)).rejects.toThrow('gone');
});

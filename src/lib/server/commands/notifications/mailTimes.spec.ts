import { describe, expect, test } from 'vitest';
import { Random } from '#science/stats/random.ts';
import { isQuiet, latestDigest } from './mailTimes.ts';

const at = (time: string) => new Date(`2026-05-03T${time}Z`);

describe('quiet hours in UTC', () => {
	const night = { fromHour: 22, toHour: 6 };
	test.each([
		['21:59:59', false],
		['22:00:00', true],
		['00:30:00', true],
		['05:59:59', true],
		['06:00:00', false]
	])('over midnight, at %s', (time, quiet) => expect(isQuiet(night, at(time))).toBe(quiet));

	test.each([
		['08:59:59', false],
		['09:00:00', true],
		['16:59:59', true],
		['17:00:00', false]
	])('within a day, at %s', (time, quiet) =>
		expect(isQuiet({ fromHour: 9, toHour: 17 }, at(time))).toBe(quiet)
	);

	test('none', () => expect(isQuiet(null, at('03:00:00'))).toBe(false));

	test('whatever the hours, as many quiet hours a day as lie between them', () => {
		const random = new Random(5);
		for (let round = 0; round < 200; round++) {
			const fromHour = random.integer(24);
			const toHour = (fromHour + 1 + random.integer(23)) % 24;
			const quiet = Array.from({ length: 24 }, (_, hour) =>
				isQuiet({ fromHour, toHour }, new Date(Date.UTC(2026, 0, 1, hour)))
			);
			expect(quiet.filter(Boolean).length).toBe((toHour - fromHour + 24) % 24);
			expect(quiet[toHour]).toBe(false);
		}
	});
});

describe('the latest digest', () => {
	test('of every hour', () => {
		const due = latestDigest({ digest: 'hourly', digestHour: 0 }, at('13:42:10'));
		expect(due.toISOString()).toBe('2026-05-03T13:00:00.000Z');
	});
	test.each([
		['06:59:59', '2026-05-02T07:00:00.000Z'],
		['07:00:00', '2026-05-03T07:00:00.000Z'],
		['23:00:00', '2026-05-03T07:00:00.000Z']
	])('of every day at 7, at %s', (time, due) =>
		expect(latestDigest({ digest: 'daily', digestHour: 7 }, at(time)).toISOString()).toBe(due)
	);
});

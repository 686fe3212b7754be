import { expect, test } from 'vitest';
import { duration, utcDay, utcMinute } from './when.ts';

test('dates are written in UTC whatever the reader’s clock says', () => {
	const date = new Date('2024-05-31T23:59:31+02:00');
	expect(utcMinute(date)).toBe('2024-05-31 21:59');
	expect(utcDay(date)).toBe('2024-05-31');
});

test('durations keep two units at most and never say 0 s', () => {
	expect(duration(0.2)).toBe('1 s');
	expect(duration(89)).toBe('1 min');
	expect(duration(3600 + 20 * 60)).toBe('1 h 20 min');
});

import { expect, test } from 'vitest';
import { quietUntil } from './quietUntil.ts';

test.each([
	['22:00', '06:30', '2026-05-31T23:10:20Z', '2026-06-01T06:30:00Z'],
	['22:00', '06:30', '2026-06-01T06:29:59Z', '2026-06-01T06:30:00Z'],
	['22:00', '06:30', '2026-06-01T06:30:00Z', null],
	['22:00', '06:30', '2026-05-31T21:59:59Z', null],
	['22:00', '06:30', '2026-05-31T22:00:00Z', '2026-06-01T06:30:00Z'],
	['08:00', '12:00', '2026-05-31T09:00:00Z', '2026-05-31T12:00:00Z'],
	['08:00', '12:00', '2026-05-31T12:00:00Z', null]
])('quiet from %s to %s, at %s: until %s', (from, to, now, until) => {
	expect(quietUntil({ from, to }, new Date(now))).toEqual(until && new Date(until));
});

test('without quiet hours it is never quiet', () =>
	expect(quietUntil(null, new Date())).toBeNull());

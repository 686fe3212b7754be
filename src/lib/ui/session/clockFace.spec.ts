import { expect, test } from 'vitest';
import { clockFace } from './clockFace.ts';

test.each([
	[125, '2:05'],
	[59.2, '1:00'],
	[0.4, '0:01'],
	[0, '0:00'],
	[-7, '0:00'],
	[5400, '90:00']
])('%f seconds left read %s', (seconds, face) => expect(clockFace(seconds)).toBe(face));

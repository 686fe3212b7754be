import { expect, test } from 'vitest';
import { coordinates } from './coordinates.ts';
import type { User } from '#schema/user.ts';

const eve: User = { id: 'e', username: 'eve', displayName: 'Eve', role: 'viewer', teamId: null };

test('a pasted position is answered in ICRS degrees with what was understood', () => {
	expect(coordinates(eve, { text: '10h00m24.5s −30°12′00″' })).toEqual({
		ra: expect.closeTo(150.1020833333, 9) as number,
		dec: -30.2,
		frame: 'icrs',
		understood: 'RA 10:00:24.50 Dec -30:12:00.0 (150.102083°, -30.2°) ICRS',
		name: null
	});
});

test.each([
	[{ text: '10 -91' }, 'text', 'A declination lies from −90° to 90°, “-91” does not.'],
	[{}, 'text', 'There is nothing to read: give a position or a name.'],
	[{ text: '1 2', frame: 'ecliptic' }, 'frame', 'A frame is one of icrs, fk5, galactic.'],
	[{ text: 'none' }, 'text', '“none” is not a pair of angles.']
])('%j is refused by its field', (question, field, message) => {
	expect(() => coordinates(eve, question)).toThrow(expect.objectContaining({ field, message }));
});

test('nobody who is not signed in is answered', () =>
	expect(() => coordinates(null, { text: '1 2' })).toThrow('Sign in first.'));

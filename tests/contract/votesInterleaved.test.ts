import { expect, test } from 'vitest';
import type { Role, User } from '#schema/user.ts';
import { interleave } from '../kit/interleaving.ts';
import { makeUser, ownInstallation } from './builders.ts';

ownInstallation();

const PEOPLE: Record<string, Role> = {
	ana: 'curator',
	ben: 'vetter',
	cyd: 'runManager',
	dan: 'vetter',
	fay: 'vetter'
};

test('200 interleavings of five people: no vote lost, duplicated or served after retirement', async () => {
	const people: User[] = [];
	for (const [name, role] of Object.entries(PEOPLE)) people.push(await makeUser(name, role));
	let retired = 0;
	for (let first = 1; first <= 200; first += 20) {
		const seen = await Promise.all(
			Array.from({ length: 20 }, (_, i) => interleave(people, first + i))
		);
		expect(seen.flatMap(({ wrong }) => wrong)).toEqual([]);
		retired += seen.reduce((sum, play) => sum + play.retired, 0);
	}
	expect(retired, 'candidates were retired meanwhile').toBeGreaterThan(100);
}, 400_000);

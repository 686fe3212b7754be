import { beforeAll, describe, expect, test } from 'vitest';
import type { User } from '#schema/user.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { skyAround } from '#server/queries/skyAround.ts';
import { seeded } from '../kit/seeded.ts';
import { makeObject, makeUser, ownInstallation } from './builders.ts';

// The configuration is read once, before any test.
process.env.HIPS_SURVEYS = JSON.stringify([
	{ name: 'elsewhere', url: 'https://tiles.example/north', moc: '0/0' },
	{ name: 'whole sky', url: 'https://tiles.example/all' },
	{ name: 'ours', url: '/hips/ours', moc: '0/8-11' }
]);
ownInstallation();
let eve: User;

const CENTRE = { ra: 0.02, dec: -60 };
const placed: { id: string; ra: number; dec: number }[] = [];

beforeAll(async () => {
	eve = await makeUser('eve', 'viewer');
	const random = seeded(11);
	for (let n = 0; n < 40; n++) {
		const at = {
			ra: (CENTRE.ra + (random() - 0.5) * 0.8 + 360) % 360,
			dec: CENTRE.dec + (random() - 0.5) * 0.4
		};
		placed.push({ id: (await makeObject(at)).id, ...at });
	}
});

const ask = (more: object) =>
	skyAround(eve, { ra: String(CENTRE.ra), dec: String(CENTRE.dec), ...more });

describe('the sky around a position', () => {
	test('has every object in the circle and no other, across 0 h, nearest first', async () => {
		const far = ({ ra, dec }: { ra: number; dec: number }) =>
			separationDeg(CENTRE.ra, CENTRE.dec, ra, dec);
		const wanted = placed
			.filter((object) => far(object) <= 0.15)
			.sort((a, b) => far(a) - far(b))
			.map(({ id }) => id);
		expect(wanted.length).toBeGreaterThan(3);
		expect(wanted.length).toBeLessThan(placed.length);
		const { objects, objectsLeftOut } = await ask({ radius: '0.15deg' });
		expect(objects.map(({ id }) => id)).toEqual(wanted);
		expect(objectsLeftOut).toBe(false);
	});

	test('has the surveys that cover it first, in the operator’s order', async () => {
		const { surveys } = await ask({});
		expect(surveys.map(({ name, covers }) => [name, covers])).toEqual([
			['whole sky', true],
			['ours', true],
			['elsewhere', false]
		]);
	});

	test.each([
		[{ ra: 'x' }, 'ra'],
		[{ dec: '100' }, 'dec'],
		[{ radius: '-1' }, 'radius'],
		[{ radius: '11deg' }, 'radius']
	])('%j is refused by its field', async (more, field) => {
		await expect(ask(more)).rejects.toMatchObject({ code: 'Invalid', field });
	});
});

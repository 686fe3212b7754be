import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { allRows } from './rows.ts';
import { rowsInPolygon, sphericalPolygon, type SphericalPolygon } from './sphericalPolygon.ts';

function polygonOf(...corners: [number, number][]): SphericalPolygon {
	const polygon = sphericalPolygon(corners.map(([ra, dec]) => ({ ra, dec })));
	if (typeof polygon === 'string') throw new Error(polygon);
	return polygon;
}

function isIn(polygon: SphericalPolygon, ra: number, dec: number): boolean {
	return rowsInPolygon(allRows(1), Float64Array.of(ra), Float64Array.of(dec), polygon).length === 1;
}

test.each<[string, [number, number][], [number, number][], [number, number][]]>([
	[
		'around the origin of RA',
		[
			[359, -1],
			[1, -1],
			[1, 1],
			[359, 1]
		],
		[
			[0, 0],
			[359.5, 0.5],
			[0.99, -0.99]
		],
		[
			[2, 0],
			[358, 0],
			[180, 0],
			[0, 2]
		]
	],
	[
		'around the north pole',
		[
			[0, 80],
			[90, 80],
			[180, 80],
			[270, 80]
		],
		[
			[0, 90],
			[45, 85],
			[300, 86]
		],
		[
			[0, 79],
			[45, 81],
			[0, -90],
			[45, -85]
		]
	],
	[
		'with a dent',
		[
			[10, 0],
			[14, 0],
			[14, 4],
			[12, 1],
			[10, 4]
		],
		[
			[12, 0.5],
			[10.5, 2],
			[13.5, 2]
		],
		[
			[12, 2],
			[12, -0.1]
		]
	]
])('a polygon %s keeps what lies inside', (_, corners, inside, outside) => {
	for (const polygon of [polygonOf(...corners), polygonOf(...corners.toReversed())]) {
		for (const [ra, dec] of inside) expect(isIn(polygon, ra, dec), `${ra} ${dec}`).toBe(true);
		for (const [ra, dec] of outside) expect(isIn(polygon, ra, dec), `${ra} ${dec}`).toBe(false);
	}
});

test('edges are great circles: one along 60° bulges towards the pole', () => {
	const polygon = polygonOf([0, 50], [90, 50], [90, 60], [0, 60]);
	// tan δ = tan 60° / cos 45° at the middle.
	expect(isIn(polygon, 45, 67)).toBe(true);
	expect(isIn(polygon, 45, 68.5)).toBe(false);
	expect(isIn(polygon, 45, 51)).toBe(false);
});

test('a spherical triangle and the rest of its lune are the lune: 2000 random points', () => {
	const random = new Random('polygon');
	const whole = polygonOf([20, -40], [80, -40], [80, 40], [20, 40]);
	const halves = [
		polygonOf([20, -40], [80, -40], [80, 40]),
		polygonOf([20, -40], [80, 40], [20, 40])
	];
	for (let i = 0; i < 2000; i++) {
		const [ra, dec] = [random.uniform() * 120, random.uniform() * 120 - 60];
		const inHalves = halves.filter((half) => isIn(half, ra, dec)).length;
		expect(inHalves).toBe(Number(isIn(whole, ra, dec)));
	}
});

test('NaN lies nowhere', () => {
	const polygon = polygonOf([0, 0], [10, 0], [5, 10]);
	expect(isIn(polygon, NaN, 5)).toBe(false);
	expect(isIn(polygon, 5, NaN)).toBe(false);
});

test.each<[string, [number, number][], RegExp]>([
	[
		'around the equator',
		[
			[0, 0],
			[120, 0],
			[240, 0]
		],
		/half the sky/
	],
	[
		'on one great circle',
		[
			[0, 0],
			[10, 0],
			[20, 0]
		],
		/one line/
	],
	[
		'of one point',
		[
			[5, 5],
			[5, 5],
			[5, 5]
		],
		/one line/
	],
	[
		'of all poles',
		[
			[0, 90],
			[0, -90],
			[10, 0]
		],
		/half the sky/
	]
])('corners %s are refused', (_, corners, reason) => {
	expect(sphericalPolygon(corners.map(([ra, dec]) => ({ ra, dec })))).toMatch(reason);
});

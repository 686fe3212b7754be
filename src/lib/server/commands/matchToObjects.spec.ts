import { describe, expect, test } from 'vitest';
import { matchToObjects, type UncertainPositions } from './matchToObjects.ts';

const ARCSEC = 1 / 3600;
const RADIUS = 10 * ARCSEC;

/** Positions at these offsets in declination (arcsec) from RA 359.9999°, Dec −40°, each with σ 1″. */
function at(...offsetsArcsec: number[]): UncertainPositions {
	return {
		ra: Float64Array.from(offsetsArcsec, () => 359.9999),
		dec: Float64Array.from(offsetsArcsec, (offset) => -40 + offset * ARCSEC),
		uncertaintyDeg: Float64Array.from(offsetsArcsec, () => ARCSEC)
	};
}

test('a source gets the nearest object within the radius', () => {
	const match = matchToObjects(at(-60, 3, 60), at(0), RADIUS);
	expect([...match.object]).toEqual([1]);
	expect(match.merged).toEqual([]);
	expect(match.split).toEqual([]);
});

test('a source farther than the radius from every object becomes a new one', () => {
	expect([...matchToObjects(at(0), at(10.1), RADIUS).object]).toEqual([-1]);
});

test('uncertain positions reach as far as three sigma of both combined', () => {
	const object = { ...at(0), uncertaintyDeg: Float64Array.of(4 * ARCSEC) };
	const source = { ...at(14.9), uncertaintyDeg: Float64Array.of(3 * ARCSEC) };
	expect([...matchToObjects(object, source, RADIUS).object]).toEqual([0]);
	expect([...matchToObjects(object, { ...source, ...at(15.1) }, RADIUS).object]).toEqual([-1]);
});

describe('two objects whose sources have become one', () => {
	const match = matchToObjects(at(-4, 5), at(0), RADIUS);

	test('the source is linked to the nearer', () => expect([...match.object]).toEqual([0]));
	test('the other is listed', () => expect(match.merged).toEqual([{ source: 0, others: [1] }]));
});

describe('two sources that want the same object', () => {
	const match = matchToObjects(at(0), at(4, -2), RADIUS);

	test('the nearer gets it', () => expect([...match.object]).toEqual([-1, 0]));
	test('the other, a new object, is listed with it', () =>
		expect(match.split).toEqual([{ source: 0, wanted: 0 }]));
});

test('close neighbours that find their own objects again are nobody’s trouble', () => {
	const match = matchToObjects(at(0, 8), at(0.5, 8.5), RADIUS);
	expect([...match.object]).toEqual([0, 1]);
	expect(match.merged).toEqual([]);
});

test('a source that lost its nearest object takes a free one within reach', () => {
	const match = matchToObjects(at(0, 9), at(0.2, 3), RADIUS);
	expect([...match.object]).toEqual([0, 1]);
	expect(match.split).toEqual([]);
});

test('two objects closer than the positions can tell are doubtful though both are claimed', () => {
	const match = matchToObjects(at(0, 2), at(0.1, 2.1), RADIUS);
	expect([...match.object]).toEqual([0, 1]);
	expect(match.merged.map((doubt) => doubt.source)).toEqual([0, 1]);
});

test('an unknown sigma counts as none', () => {
	const objects = { ...at(0), uncertaintyDeg: Float64Array.of(NaN) };
	expect([...matchToObjects(objects, at(9.9), RADIUS).object]).toEqual([0]);
});

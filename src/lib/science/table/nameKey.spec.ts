import { expect, test } from 'vitest';
import { sourceName } from '../sky/sourceName.ts';
import { Random } from '../stats/random.ts';
import { nameKey, nameKeysBeginning, OTHER_NAMES } from './nameKey.ts';

const random = new Random('names');
const names = Array.from({ length: 500 }, () =>
	sourceName(random.uniform() * 360, random.uniform() * 180 - 90)
);

test('keys order names as their letters do', () => {
	const byKey = [...names].sort((a, b) => nameKey(a) - nameKey(b));
	expect(byKey).toEqual([...names].sort());
	expect(Math.max(...names.map(nameKey))).toBeLessThan(OTHER_NAMES);
	expect(nameKey('PSR B1641-45')).toBeNaN();
});

test('the names that begin like this are those between two keys', () => {
	for (const name of names.slice(0, 100)) {
		const beginning = name.slice(0, 1 + random.integer(name.length));
		const keys = nameKeysBeginning(beginning);
		expect(keys, beginning).not.toBeNull();
		const between = names.filter(
			(other) => keys && nameKey(other) >= keys.min && nameKey(other) <= keys.max
		);
		expect(between, beginning).toEqual(names.filter((other) => other.startsWith(beginning)));
	}
});

test.each(['S100', 'J12+', 'J1234.5', 'J123456+1', 'J123456.7+1234567', 'J123456.78'])(
	'%s begins no such name',
	(beginning) => expect(nameKeysBeginning(beginning)).toBeNull()
);

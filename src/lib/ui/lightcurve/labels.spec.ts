import { describe, expect, it } from 'vitest';
import { fluxTick } from './labels.ts';

describe('a tick of the flux axis', () => {
	function said(...values: number[]): string[] {
		const ticks = values.map((value) => ({ value }));
		return values.map((value, index) => fluxTick(value, index, ticks));
	}

	it.each([
		[
			[0, 0.5, 1],
			['0.0', '0.5', '1.0']
		],
		[
			[-2, 0, 2],
			['−2', '0', '2']
		],
		[
			[0.1, 0.12, 0.14],
			['0.10', '0.12', '0.14']
		],
		[
			[0, 0.1, 0.2, 0.30000000000000004],
			['0.0', '0.1', '0.2', '0.3']
		],
		[
			[0, 5000, 10_000],
			['0', '5000', '10000']
		]
	])('has as many decimals as the step between %j needs', (values, expected) => {
		expect(said(...values)).toEqual(expected);
	});

	it('stands as it is where it is alone', () => {
		expect(said(2.5)).toEqual(['2.5']);
	});
});

import { expect, test } from 'vitest';
import { ruleSentence } from './ruleSentence.ts';

test('a rule is said with signs and units', () => {
	const sentence = ruleSentence({
		filter: {
			conditions: [
				{ field: 'etaPeak', is: 'atLeast', value: 5 },
				{ field: 'maxFluxPeak', is: 'atMost', value: 20 }
			],
			cone: { ra: 150, dec: -30, radiusDeg: 2 },
			newOnly: true
		},
		classBound: { classKey: 'ese', atLeast: 0.8 }
	});
	expect(sentence).toBe(
		'η (peak) ≥ 5, largest S (peak) ≤ 20 mJy/beam, P(ese) ≥ 0.8, within 2° of 10:00:00 -30:00:00, new in the run'
	);
});

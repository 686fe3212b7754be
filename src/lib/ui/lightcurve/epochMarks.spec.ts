import { expect, test } from 'vitest';
import { markedEpochs } from './epochMarks.ts';

test('epochs of uncertain and bad images are marked, those of good and unmarked ones are not', () => {
	const marks = {
		7: { kind: 'bad', reason: 'sidelobes' },
		8: { kind: 'uncertain', reason: 'ionosphere' },
		9: { kind: 'good', reason: 'looked at' }
	} as const;
	expect([...markedEpochs([9, 7, 5, 8, 7], marks)]).toEqual([
		[1, 'bad'],
		[3, 'uncertain'],
		[4, 'bad']
	]);
});

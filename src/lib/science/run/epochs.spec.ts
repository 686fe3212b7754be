import { expect, test } from 'vitest';
import { orderEpochs } from './epochs.ts';

const image = (datetimeMs: number, epoch: string) => ({ datetimeMs, epoch });

test('in list mode every image is an epoch, by date, equal dates in ingest order', () => {
	const images = [image(3, '1'), image(1, '2'), image(2, '3'), image(1, '4')];
	expect(orderEpochs(images, false)).toEqual([[1], [3], [2], [0]]);
});

test('in epoch mode the keys are in lexicographic order, not in that of date or number', () => {
	const images = [image(1, 'epoch2'), image(5, 'epoch10'), image(4, 'epoch10')];
	expect(orderEpochs(images, true)).toEqual([[2, 1], [0]]);
});

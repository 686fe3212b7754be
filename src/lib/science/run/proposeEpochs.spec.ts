import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { orderEpochs } from './epochs.ts';
import { proposeEpochs } from './proposeEpochs.ts';

const DAY_MS = 86_400_000;
const at = (days: number | null, frequencyMhz = 887) => ({
	datetimeMs: days === null ? null : days * DAY_MS,
	frequencyMhz
});

test('images of one night are one epoch, the next night is the next', () => {
	const images = [2, 0, 0.2, 2.4].map((days) => at(days));
	const expected = ['epoch02', 'epoch01', 'epoch01', 'epoch02'];
	expect(proposeEpochs(images, { gapDays: 1 })).toEqual(expected);
});

test('an image of unknown date gets no epoch', () => {
	expect(proposeEpochs([at(null), at(5)], { gapDays: 1 })).toEqual(['', 'epoch01']);
});

test('without a gap every moment is an epoch of its own', () => {
	const images = [at(7), at(3), at(7)];
	expect(proposeEpochs(images, { gapDays: 0 })).toEqual(['epoch02', 'epoch01', 'epoch02']);
});

test('two bands of one date are two epochs; bands that never meet need no name', () => {
	expect(proposeEpochs([at(0, 887), at(0, 1367), at(5, 887)], { gapDays: 1 })).toEqual([
		'epoch01-0887MHz',
		'epoch01-1367MHz',
		'epoch02-0887MHz'
	]);
	const apart = [at(0, 887), at(5, 1367)];
	expect(proposeEpochs(apart, { gapDays: 1 })).toEqual(['epoch01', 'epoch02']);
});

test('new epochs follow those that are there, called alike', () => {
	const known = ['E098', 'E099'];
	expect(proposeEpochs([at(1), at(9)], { gapDays: 1, known })).toEqual(['E100', 'E101']);
});

test('200 random schedules: epochs by name are epochs by date, and only gaps end one', () => {
	const random = new Random('epochs');
	for (let schedule = 0; schedule < 200; schedule++) {
		const gapDays = random.uniform() * 3;
		const dates = Array.from({ length: 1 + random.integer(150) }, () => random.uniform() * 200);
		const names = proposeEpochs(
			dates.map((days) => at(days)),
			{ gapDays }
		);
		const images = dates.map((days, index) => ({
			datetimeMs: days * DAY_MS,
			epoch: names[index]
		}));
		const inOrder = orderEpochs(images, true).flat();
		for (const [place, index] of inOrder.entries()) {
			if (place === 0) continue;
			const before = inOrder[place - 1];
			const gapMs = images[index].datetimeMs - images[before].datetimeMs;
			expect(gapMs).toBeGreaterThanOrEqual(0);
			expect(names[index] === names[before]).toBe(gapMs <= gapDays * DAY_MS);
		}
	}
});

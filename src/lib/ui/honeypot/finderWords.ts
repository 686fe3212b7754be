import type { FoundShare } from '#schema/foundShare.ts';
import type { CompletenessPage, EventSize, Finder } from '#schema/honeypot.ts';
import type { Queue } from '#schema/queue.ts';
import { fixed } from '#ui/shared/numbers.ts';

export const SIZE_WORDS: Record<keyof EventSize, { title: string; words: string; unit: string }> = {
	depth: { title: 'Depth of the dip', words: 'depth of the dip', unit: '% of the flux' },
	durationDays: { title: 'Width at half depth', words: 'width at half depth', unit: 'd' },
	snr: { title: 'S/N of the event', words: 'S/N of the event', unit: '' }
};

export function finderWords(finder: Finder, { threshold }: Pick<CompletenessPage, 'threshold'>) {
	return {
		answers: 'Every answer',
		team: 'The team: half of the answers',
		you: 'You alone',
		score: `The score, from ${threshold} on`
	}[finder];
}

/** `20 to 40`, `from 120 on`; depths in per cent. */
export function rangeWords(size: keyof EventSize, from: number, to: number): string {
	const told = (value: number) => fixed(size === 'depth' ? 100 * value : value, 0);
	return to === Infinity ? `from ${told(from)} on` : `${told(from)} to ${told(to)}`;
}

export const percent = (share: number) => fixed(100 * share, 0);

/** `8 of 10: 80 % (49 to 94 %)` */
export function shareWords({ n, found, share, low, high }: FoundShare): string {
	if (n === 0) return 'nothing yet';
	return `${found} of ${n}: ${percent(share)} % (${percent(low)} to ${percent(high)} %)`;
}

/** Which hidden tests a queue has, in words. */
export function testWords({
	testShare,
	repeatShare
}: Pick<Queue, 'testShare' | 'repeatShare'>): string {
	const events = 'some light curves hold a made event';
	const repeats = 'some candidates are served a second time as if they were new';
	if (repeatShare === 0) return events;
	return testShare === 0 ? repeats : `${events} and ${repeats}`;
}

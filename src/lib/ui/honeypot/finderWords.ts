import type { CompletenessPage, EventSize, Finder } from '#schema/honeypot.ts';
import { fixed } from '#ui/shared/numbers.ts';

export const SIZES = ['depth', 'durationDays', 'snr'] as const;

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

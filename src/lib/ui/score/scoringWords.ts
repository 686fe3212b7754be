import type { Scoring } from '#schema/eseScore.ts';
import { counted, significant } from '#ui/shared/numbers.ts';
import { duration } from '#ui/shared/when.ts';

export function isUnderWay(scoring: Scoring | null): boolean {
	return scoring?.state === 'waiting' || scoring?.state === 'working';
}

/** `120 of 304 sources, 80 per second, 2 s left` */
export function progressWords(scoring: Scoring | null, nSources: number): string {
	if (!scoring) return 'never scored';
	const { state, done, total, copied, shown, error } = scoring;
	const kept = copied > 0 ? `, ${counted(copied)} unchanged` : '';
	switch (state) {
		case 'waiting':
			return 'waiting for a worker';
		case 'working':
			return `${counted(done)} of ${counted(total)} sources${kept}${rateWords(scoring)}`;
		case 'failed':
			return `failed: ${error || 'the worker says no more'}. Score it again.`;
		case 'cancelled':
			return shown ? 'stopped: the scores from before are shown' : 'stopped';
		case 'done':
			return shown ? `${counted(nSources)} sources${kept}` : 'to be scored again';
	}
}

function rateWords({ done, total, perSecond }: Scoring): string {
	if (!(perSecond > 0)) return '';
	return `, ${significant(perSecond, 2)} per second, ${duration((total - done) / perSecond)} left`;
}

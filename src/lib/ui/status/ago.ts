import { duration } from '#ui/shared/when.ts';

/** `4 min ago`, counted to the moment at which the page was made; `just now` within a second or two. */
export function ago(then: Date, now: Date): string {
	const seconds = (now.getTime() - then.getTime()) / 1000;
	return seconds < 2 ? 'just now' : `${span(seconds)} ago`;
}

/** `3 d 4 h`, `4 min`, `50 s`. */
export function span(seconds: number): string {
	if (seconds < 86_400) return duration(seconds);
	const hours = Math.floor(seconds / 3600);
	return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

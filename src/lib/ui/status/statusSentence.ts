import type { StatusPage } from '#schema/status.ts';
import { plural } from '#ui/shared/numbers.ts';

/** How things are, in a sentence: what needs somebody first. */
export function statusSentence({ engines, workers, jobs }: StatusPage): string {
	const parts: string[] = [];
	const down = engines.filter(({ state }) => state === 'down').map(({ name }) => name);
	const slow = engines.filter(({ state }) => state === 'slow').map(({ name }) => name);
	if (down.length > 0)
		parts.push(`${down.join(' and ')} ${down.length === 1 ? 'does' : 'do'} not answer`);
	if (slow.length > 0) parts.push(`${slow.join(' and ')} ${slow.length === 1 ? 'is' : 'are'} slow`);
	if (parts.length === 0) parts.push('every engine answers');
	if ('value' in workers) {
		const alive = workers.value.filter(({ isAlive }) => isAlive).length;
		parts.push(alive === 0 ? 'no worker is up: nothing is processed' : plural(alive, 'worker'));
	}
	if ('value' in jobs) {
		const sum = (of: 'waiting' | 'active') =>
			jobs.value.reduce((total, state) => total + state[of], 0);
		const paused = jobs.value.filter(({ isPaused }) => isPaused).length;
		parts.push(`${plural(sum('active'), 'job')} under way, ${sum('waiting')} waiting`);
		if (paused > 0) parts.push(`${plural(paused, 'kind')} of job paused`);
	}
	const text = `${parts.join('; ')}.`;
	return text[0].toUpperCase() + text.slice(1);
}

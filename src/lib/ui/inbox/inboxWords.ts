import type { EpochRow, InboxRow } from '#schema/inboxPage.ts';
import type { InboxState } from '#schema/inbox.ts';
import { plural } from '#ui/shared/numbers.ts';
import { duration, utcMinute } from '#ui/shared/when.ts';

/** A sign beside each state: colour is not the only one. */
export const STATE_SIGNS: Record<InboxState, string> = {
	waiting: '…',
	ready: '◔',
	processing: '◑',
	published: '◕',
	done: '●',
	duplicate: '=',
	quarantined: '✕'
};

/** What the watcher last saw in a folder, in a sentence. */
export function lookWords({ look, directory }: Pick<InboxRow, 'look' | 'directory'>): string {
	if (directory === null) return 'No folder: epochs come by the API.';
	if (!look) return 'Not looked at yet: a worker does so within seconds.';
	if (look.problem) return `${look.problem} (${utcMinute(look.at)} UTC)`;
	const parts = [
		plural(look.nFiles, 'file'),
		...(look.nUnsettled > 0 ? [`${look.nUnsettled} being written`] : []),
		...(look.nWaiting > 0 ? [`${plural(look.nWaiting, 'epoch')} waiting for files`] : [])
	];
	return `${parts.join(', ')}; looked at ${utcMinute(look.at)} UTC in ${look.tookMs} ms`;
}

/** How long each step took, from the last byte on. */
export function stepsTitle(epoch: EpochRow): string {
	const steps: [string, Date | null][] = [
		['complete', epoch.completeAt],
		['started', epoch.startedAt],
		['published', epoch.publishedAt],
		['in the queue', epoch.queuedAt]
	];
	return steps
		.flatMap(([name, at]) =>
			at
				? [
						`${name} after ${duration(Math.max(0, at.getTime() - epoch.arrivedAt.getTime()) / 1000)}`
					]
				: []
		)
		.join(', ');
}

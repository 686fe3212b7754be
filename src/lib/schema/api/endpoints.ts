import type { Endpoint, Endpoints } from './endpoint.ts';
import { COMING_IN } from './inbox.ts';
import { LABELS } from './labels.ts';
import { RUNNING } from './running.ts';
import { SITE } from './site.ts';
import { SKY } from './sky.ts';
import { SOURCES } from './sources.ts';
import { VETTING } from './vetting.ts';
import { WATCHING } from './watching.ts';

/** Every endpoint under api/v1, grouped as its page shows them. */
export const API_PARTS: Record<string, Endpoints> = {
	'Queues, votes, sessions': VETTING,
	'Objects and what is said of things': LABELS,
	'Images, measurements, sky': SKY,
	'Sources and their light curves': SOURCES,
	'Alerts and watching': WATCHING,
	'Runs, scores, what is going on': RUNNING,
	'Uploads, inboxes, other pipelines': COMING_IN,
	'Accounts and the API itself': SITE
};

const byKey = new Map<string, Endpoint>(
	Object.values(API_PARTS).flatMap((part) => Object.entries(part))
);

/** What is declared of `METHOD /path`; null for nothing. */
export function endpointAt(key: string): Endpoint | null {
	return byKey.get(key) ?? null;
}

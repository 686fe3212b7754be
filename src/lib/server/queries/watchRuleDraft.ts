import { Failure } from '#schema/failure.ts';
import { votable, type TaxonomyClass } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';
import type { WatchRuleSettings } from '#schema/watch.ts';
import type { Backtest } from '#schema/watchPage.ts';
import { draftInQuery, type WatchRuleDraft } from '#schema/watchRuleDraft.ts';
import { readDec, readRa } from '#science/sky/readAngle.ts';
import { store } from '../store/client.ts';
import { listAllQueues } from '../store/queues.ts';
import { backtest } from './backtest.ts';
import { signedIn } from './signedIn.ts';

/** A draft that was tried, or why it could not be. */
export interface TriedDraft {
	draft: WatchRuleDraft;
	tried: Backtest | null;
	problem: { message: string; field: string | undefined } | null;
}

/** Tries the rule that stands in a URL. What is wrong with it is told beside the form, not by an error page. */
export async function tryDraft(user: User | null, query: URLSearchParams): Promise<TriedDraft> {
	const draft = draftInQuery(query);
	try {
		const { conditions, personal } = settingsOf(draft);
		return { draft, tried: await backtest(user, conditions, { personal }), problem: null };
	} catch (error) {
		if (!(error instanceof Failure) || error.code !== 'Invalid') throw error;
		const { message, field } = error;
		return { draft, tried: null, problem: { message, field } };
	}
}

/** Classes of any queue that a rule can ask about, by name. */
export async function classesToWatch(
	user: User | null
): Promise<Pick<TaxonomyClass, 'key' | 'label'>[]> {
	signedIn(user);
	const known = new Map<string, string>();
	for (const { taxonomy } of await listAllQueues(store()))
		for (const { key, label } of votable(taxonomy)) if (!known.has(key)) known.set(key, label);
	return [...known]
		.map(([key, label]) => ({ key, label }))
		.sort((a, b) => a.label.localeCompare(b.label));
}

/** The draft as a rule's settings, which the schema then judges. */
export function settingsOf(draft: WatchRuleDraft): Omit<
	WatchRuleSettings,
	'conditions' | 'severity'
> & {
	conditions: unknown;
	severity: string;
} {
	const { name, severity, audience, newOnly, conditions, classKey, classAtLeast } = draft;
	const { quietFrom: from, quietTo: to } = draft;
	if (classKey !== '' && classAtLeast === '')
		throw new Failure('Invalid', 'Say how probable the class has to be, 0 to 1.', 'classAtLeast');
	return {
		name,
		severity,
		personal: audience === 'me',
		quietHours: from === '' && to === '' ? null : { from, to },
		conditions: {
			filter: { conditions, cone: coneOf(draft), newOnly },
			classBound: classKey === '' ? null : { classKey, atLeast: classAtLeast }
		}
	};
}

function coneOf({ ra, dec, radius }: WatchRuleDraft): object | null {
	if (ra === '' && dec === '' && radius === '') return null;
	const centre = { ra: readRa(ra), dec: readDec(dec), radiusDeg: radius };
	if (Number.isNaN(centre.ra))
		throw new Failure('Invalid', 'Give the centre’s RA in degrees or as hh:mm:ss.', 'ra');
	if (Number.isNaN(centre.dec))
		throw new Failure('Invalid', 'Give the centre’s Dec in degrees or as ±dd:mm:ss.', 'dec');
	return centre;
}

import { silenceScopeSchema } from '#schema/alert.ts';
import type { KnownCause, SilenceDryRun, SilenceRow } from '#schema/alertPage.ts';
import type { User } from '#schema/user.ts';
import { isCovered } from '../commands/alerts/isCovered.ts';
import { parse } from '../commands/parse.ts';
import { alertsSince } from '../store/alerts.ts';
import { store } from '../store/client.ts';
import { findObjects } from '../store/objects.ts';
import { listSilences, silencedBy } from '../store/silences.ts';
import { signedIn } from './signedIn.ts';

const DRY_RUN_DAYS = 30;
const EXAMPLES = 10;

/** Rules and lists whose alerts reached the team lately, by name. */
export async function knownCauses(user: User | null): Promise<KnownCause[]> {
	signedIn(user);
	const causes = new Map<string, KnownCause>();
	for (const { cause } of await alertsSince(store(), daysAgo(DRY_RUN_DAYS)))
		if (cause.id !== null && !causes.has(cause.id))
			causes.set(cause.id, { kind: cause.kind, id: cause.id, name: cause.name });
	return [...causes.values()].sort((a, b) => a.name.localeCompare(b.name));
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

/** Every silence, those in force first, with what it has held back. */
export async function silenceRows(user: User | null): Promise<SilenceRow[]> {
	signedIn(user);
	const [silences, causes] = await Promise.all([listSilences(store()), knownCauses(user)]);
	const nameOf = new Map(causes.map(({ id, name }) => [id, name]));
	const hidden = await silencedBy(
		store(),
		silences.map(({ id }) => id)
	);
	const now = new Date();
	return silences.map((silence) => {
		const { count, latest } = hidden.get(silence.id) ?? { count: 0, latest: [] };
		return {
			...silence,
			causeName: silence.causeId && (nameOf.get(silence.causeId) ?? silence.causeId),
			inForce: silence.until > now,
			hidden: count,
			latest: latest.map(({ id, cause, severity, reason, at }) => ({
				id,
				causeName: cause.name,
				severity,
				reason,
				at
			}))
		};
	});
}

/** What a silence of this scope would have hidden of the last days’ alerts. */
export async function silenceDryRun(user: User | null, input: unknown): Promise<SilenceDryRun> {
	signedIn(user);
	const scope = parse(silenceScopeSchema, input);
	const alerts = await alertsSince(store(), daysAgo(DRY_RUN_DAYS));
	const objects = await findObjects(store(), [...new Set(alerts.map(({ objectId }) => objectId))]);
	const covered = alerts.filter((alert) => isCovered(scope, alert, objects.get(alert.objectId)));
	const bySeverity = { low: 0, medium: 0, high: 0 };
	for (const { severity } of covered) bySeverity[severity] += 1;
	return {
		days: DRY_RUN_DAYS,
		alerts: covered.length,
		firings: covered.reduce((sum, { count }) => sum + count, 0),
		bySeverity,
		examples: covered.slice(0, EXAMPLES).map(({ id, objectId, cause, reason }) => ({
			id,
			name: objects.get(objectId)?.name ?? 'deleted object',
			causeName: cause.name,
			reason
		}))
	};
}

import { UNTOUCHED, type Alert, type NewAlert, type Triage } from '#schema/alert.ts';
import { SOURCE_FIELDS } from '#schema/sourceFilter.ts';
import { movedEvidence, type Moved } from '#science/variability/movedEvidence.ts';
import type { MergedAlert } from '../../store/alerts.ts';
import { derivedId } from '../../store/ids.ts';

/** raised: new. returned: dismissed before, and the evidence moved. merged: into one that is there. repeated: told before. */
export type Outcome = 'raised' | 'returned' | 'merged' | 'repeated';

/** One alert per object and cause; personal ones per person too. */
export function alertId({ objectId, cause, personal, tell }: NewAlert): string {
	const owners = personal ? [...tell].sort() : [];
	return derivedId('alert', objectId, cause.kind, cause.id ?? '', ...owners);
}

/** What makes two tellings the same firing: the run's revision, or the very words where there is no run. */
export function firingOf({ runId, revision, reason, evidence }: NewAlert): string {
	if (runId !== null) return `run ${runId}/${revision ?? 0}`;
	return `told ${derivedId(reason, JSON.stringify(evidence))}`;
}

/** What becomes of the alert on this object and cause when it fires. */
export function mergeAlert(
	known: MergedAlert | null,
	fired: NewAlert,
	now: Date
): { merged: MergedAlert; outcome: Outcome } {
	const firing = firingOf(fired);
	if (!known) return { merged: newAlert(fired, firing, now), outcome: 'raised' };
	if (known.firings.includes(firing)) return { merged: known, outcome: 'repeated' };
	const { alert } = known;
	const dismissal = alert.triage.state === 'dismissed' ? alert.triage.dismissal : null;
	const moved = dismissal ? movedEvidence(dismissal.evidence, fired.evidence) : [];
	const returns = moved.length > 0;
	const merged: Alert = {
		...alert,
		...fired,
		tell: [...new Set([...alert.tell, ...fired.tell])],
		count: alert.count + 1,
		changed: returns ? changeSentence(moved) : alert.changed,
		latestAt: now,
		triage: returns ? reopened(alert.triage) : alert.triage
	};
	return {
		merged: {
			alert: merged,
			firings: [...known.firings, firing],
			newsFiring: returns ? firing : known.newsFiring
		},
		outcome: returns ? 'returned' : 'merged'
	};
}

function newAlert(fired: NewAlert, firing: string, now: Date): MergedAlert {
	const dates = { firstAt: now, latestAt: now };
	const untouched = { count: 1, changed: '', ...dates, triage: UNTOUCHED };
	const alert = { ...fired, id: alertId(fired), ...untouched };
	return { alert, firings: [firing], newsFiring: firing };
}

/** Who had it keeps it; why it was dismissed stays readable. */
function reopened(triage: Triage): Triage {
	return { ...triage, state: 'open', snooze: null, commandId: null };
}

function changeSentence(moved: Moved[]): string {
	const said = moved.slice(0, 4).map(({ field, before, after }) => {
		const { label, unit } = labelOf(field);
		const was = before === null ? 'not known' : shortly(before);
		return `${label} ${was} → ${shortly(after)}${unit && ` ${unit}`}`;
	});
	const rest = moved.length > said.length ? ` and ${moved.length - said.length} more` : '';
	return `Back since it was dismissed: ${said.join(', ')}${rest}.`;
}

function labelOf(field: string): { label: string; unit: string } {
	const known = new Map<string, { label: string; unit: string }>(Object.entries(SOURCE_FIELDS));
	return known.get(field) ?? { label: field, unit: '' };
}

function shortly(value: number): string {
	return String(Number(value.toPrecision(3))).replace('-', '−');
}

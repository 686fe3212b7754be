import type { NewAlert } from '#schema/alert.ts';
import { SOURCE_FIELDS } from '#schema/sourceFilter.ts';
import type { WatchConditions } from '#schema/watch.ts';
import { fieldValue } from '#science/variability/fieldValue.ts';
import { isKept } from '#science/variability/sourceFilter.ts';
import { measured, said, type ObjectSource } from '../watching/watchedRun.ts';

/** Object → probability of the class that the rule asks about; null when it asks about none. */
export type Probabilities = Map<string, number> | null;

/** The sources that a rule fires on, the most variable first. */
export function firedOn(
	sources: readonly ObjectSource[],
	{ filter, classBound }: WatchConditions,
	probabilities: Probabilities
): ObjectSource[] {
	const isProbable = ({ objectId }: ObjectSource) =>
		classBound === null || (probabilities?.get(objectId) ?? -1) >= classBound.atLeast;
	return sources
		.filter((source) => isKept(source, filter) && isProbable(source))
		.map((source) => ({ source, eta: orLast(fieldValue(source, 'bandEtaPeak')) }))
		.sort((a, b) => b.eta - a.eta || a.source.id - b.source.id)
		.map(({ source }) => source);
}

/** Why a rule fired, and the numbers it rests on. */
export function becauseOf(
	source: ObjectSource,
	{ filter, classBound }: WatchConditions,
	probabilities: Probabilities
): Pick<NewAlert, 'reason' | 'evidence'> {
	const evidence: NewAlert['evidence'] = {};
	const parts = filter.conditions.map(({ field, is, value: limit }) => {
		const value = fieldValue(source, field);
		evidence[field] = measured(value);
		const { label, unit } = SOURCE_FIELDS[field];
		const bound = `${is === 'atLeast' ? '≥' : '≤'} ${said(limit)}`;
		return `${label} ${said(value)} ${bound}${unit && ` ${unit}`}`;
	});
	if (classBound) {
		const probability = probabilities?.get(source.objectId) ?? 0;
		evidence[`P(${classBound.classKey})`] = probability;
		parts.push(`P(${classBound.classKey}) ${said(probability)} ≥ ${said(classBound.atLeast)}`);
	}
	if (filter.cone) parts.push(`within ${said(filter.cone.radiusDeg)}° of the centre`);
	if (filter.newOnly) parts.push('new in this run');
	if (Object.keys(evidence).length === 0) {
		evidence.maxFluxPeak = measured(source.maxFluxPeak);
		evidence.bandEtaPeak = measured(fieldValue(source, 'bandEtaPeak'));
	}
	return { reason: `${parts.join(', ')}.`, evidence };
}

const orLast = (value: number) => (Number.isNaN(value) ? -Infinity : value);

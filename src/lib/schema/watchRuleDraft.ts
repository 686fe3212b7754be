import { SEVERITIES } from './alert.ts';
import type { WatchRule } from './watch.ts';

/** A rule as it is written in a form, and as it stands in the URL while it is tried: every field as text. */
export interface WatchRuleDraft {
	name: string;
	severity: string;
	audience: 'me' | 'team';
	newOnly: boolean;
	conditions: { field: string; is: string; value: string }[];
	ra: string;
	dec: string;
	radius: string;
	classKey: string;
	classAtLeast: string;
	quietFrom: string;
	quietTo: string;
}

/** The draft in a URL; conditions without a number are left out. */
export function draftInQuery(query: URLSearchParams): WatchRuleDraft {
	const text = (name: string) => (query.get(name) ?? '').trim().slice(0, 100);
	const [fields, comparisons, values] = ['field', 'is', 'value'].map((name) => query.getAll(name));
	return {
		name: text('name'),
		severity: SEVERITIES.find((known) => known === text('severity')) ?? 'medium',
		audience: text('audience') === 'team' ? 'team' : 'me',
		newOnly: text('newOnly') === 'on',
		conditions: fields
			.map((field, i) => ({
				field,
				is: comparisons[i] ?? 'atLeast',
				value: (values[i] ?? '').trim()
			}))
			.filter(({ value }) => value !== ''),
		ra: text('ra'),
		dec: text('dec'),
		radius: text('radius'),
		classKey: text('classKey'),
		classAtLeast: text('classAtLeast'),
		quietFrom: text('quietFrom'),
		quietTo: text('quietTo')
	};
}

/** The URL's part for a draft: `draftInQuery` reads it back. */
export function queryOfDraft({ conditions, newOnly, ...texts }: WatchRuleDraft): string {
	const query = new URLSearchParams(texts);
	if (newOnly) query.set('newOnly', 'on');
	for (const { field, is, value } of conditions) {
		query.append('field', field);
		query.append('is', is);
		query.append('value', value);
	}
	return query.toString();
}

/** A saved rule as a draft to change. */
export function draftOfRule(rule: WatchRule): WatchRuleDraft {
	const { filter, classBound, quietHours } = rule;
	const text = (value: number | undefined) => (value === undefined ? '' : String(value));
	return {
		name: rule.name,
		severity: rule.severity,
		audience: rule.personal ? 'me' : 'team',
		newOnly: filter.newOnly,
		conditions: filter.conditions.map(({ field, is, value }) => ({
			field,
			is,
			value: text(value)
		})),
		ra: text(filter.cone?.ra),
		dec: text(filter.cone?.dec),
		radius: text(filter.cone?.radiusDeg),
		classKey: classBound?.classKey ?? '',
		classAtLeast: text(classBound?.atLeast),
		quietFrom: quietHours?.from ?? '',
		quietTo: quietHours?.to ?? ''
	};
}

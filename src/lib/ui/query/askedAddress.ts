import type { SourceOrder } from '#schema/sourceQuery.ts';
import type { SourceCondition } from './sourceConditions.ts';

/** What a field of the form says when it says nothing. */
const UNSAID: Record<string, string> = {
	frame: 'icrs',
	radius: '10',
	radiusUnit: 'arcsec',
	neighbourUnit: 'arcmin',
	votes: 'whatever',
	watch: 'whatever',
	basis: 'all'
};

/** How an answer is shown, and which saved query is open: no conditions. */
const NOT_ASKING = new Set([
	'sort',
	'order',
	'page',
	'size',
	'saved',
	'run',
	...Object.keys(UNSAID)
]);
const ASKING_BY_DEFAULT = new Set(['votes', 'watch']);

/** The address that a filled-in form asks: fields that say nothing are left out, and the answer begins at its first page. */
export function askedAddress(fields: Iterable<[string, FormDataEntryValue]>): URLSearchParams {
	const address = new URLSearchParams();
	for (const [name, value] of fields) {
		if (typeof value !== 'string') continue;
		const said = value.replaceAll('\r\n', '\n').trim();
		if (said !== '' && said !== UNSAID[name] && name !== 'page') address.append(name, said);
	}
	if (!address.has('at'))
		for (const name of ['frame', 'radius', 'radiusUnit']) address.delete(name);
	if (!address.has('min_nNeighbourDist') && !address.has('max_nNeighbourDist'))
		address.delete('neighbourUnit');
	return address;
}

/** Whether an address has a condition beside its runs. */
export function hasCondition(address: URLSearchParams): boolean {
	return [...address.keys()].some((name) => !NOT_ASKING.has(name) || ASKING_BY_DEFAULT.has(name));
}

/** The address without one of its conditions. */
export function addressWithout(
	address: URLSearchParams,
	{ params, value }: SourceCondition
): URLSearchParams {
	const left = new URLSearchParams(address);
	left.delete('page');
	for (const name of params) {
		const lines = left.getAll(name).flatMap((said) => said.split('\n'));
		left.delete(name);
		if (value === undefined) continue;
		const kept = lines.filter((line) => line.trim() !== value && line.trim() !== '');
		if (kept.length > 0) left.set(name, kept.join('\n'));
	}
	return askedAddress(left);
}

/** The address with the answer shown otherwise; anything but a change of page starts at page 1. */
export function shownOtherwise(
	address: URLSearchParams,
	change: Partial<SourceOrder>
): URLSearchParams {
	const changed = new URLSearchParams(address);
	changed.delete('page');
	for (const [name, value] of Object.entries(change)) changed.set(name, String(value));
	if (changed.get('page') === '1') changed.delete('page');
	return changed;
}

/** The address with nothing but its question: for links to what takes the whole answer. */
export function questionOnly(address: URLSearchParams): URLSearchParams {
	const question = new URLSearchParams(address);
	for (const name of ['sort', 'order', 'page', 'size', 'saved']) question.delete(name);
	return question;
}

/** `?min_etaPeak=5`, or nothing. */
export function withMark(address: URLSearchParams): string {
	return address.size > 0 ? `?${address.toString()}` : '';
}

import { sourceFieldSchema, type SourceField } from './sourceFilter.ts';

/** Names of numbers without their flux, as the address's hash has them: they mean the peak flux. */
const OF_PEAK = new Map<string, SourceField>(
	Object.entries({
		eta: 'etaPeak',
		v: 'vPeak',
		vs: 'vsAbsSignificantMaxPeak',
		m: 'mAbsSignificantMaxPeak',
		avg_flux: 'avgFluxPeak',
		min_flux: 'minFluxPeak',
		max_flux: 'maxFluxPeak'
	})
);

/** Parameters that are ours under another name, and say the same. */
const PLAIN = new Map<string, string>(
	Object.entries({
		coord: 'at',
		radius: 'radius',
		radiusunit: 'radiusUnit',
		radius_unit: 'radiusUnit',
		coordsys: 'frame',
		neighbourunit: 'neighbourUnit',
		tags_include: 'tagsAll',
		tags_exclude: 'tagsNone',
		source_selection: 'named',
		meas: 'measurement'
	})
);

/** Ticked where they are there at all. */
const TICKED = new Map<string, string>(
	Object.entries({
		newsrc: 'new',
		new_source: 'new',
		no_siblings: 'noSiblings'
	})
);

/**
 * A question about sources in the words of the reference (its API's parameters, and those of its query page's hash), as ours:
 * runs by name, which somebody else turns into ids, and the rest as our address. Empty parameters say nothing.
 */
export function readReferenceQuery(said: Iterable<readonly [string, string]>): {
	runNames: string[];
	address: URLSearchParams;
} {
	const runNames: string[] = [];
	const address = new URLSearchParams();
	for (const [name, written] of said) {
		const value = written.trim();
		const known = name.toLowerCase();
		const ticked = TICKED.get(known);
		const plain = PLAIN.get(known);
		if (ticked && !/^(?:false|0|off)$/i.test(value)) address.set(ticked, 'on');
		if (value === '') continue;
		if (known === 'run' || known === 'run_name') runNames.push(value);
		else if (plain) address.set(plain, value);
		else sayBound(known, value, address);
	}
	// The reference's query page leaves radius and frame in the address of a question without a position.
	if (!address.has('at'))
		for (const name of ['radius', 'radiusUnit', 'frame']) address.delete(name);
	const asksForDistance = [...address.keys()].some((name) => name.endsWith('_nNeighbourDist'));
	if (!asksForDistance) address.delete('neighbourUnit');
	return { runNames, address };
}

function sayBound(name: string, value: string, address: URLSearchParams): void {
	const [, end, number] = /^(min|max)_(.+)$/.exec(name) ?? [];
	const field = number && fieldNamed(number);
	if (field) address.set(`${end}_${field}`, value);
}

function fieldNamed(name: string): SourceField | undefined {
	const ours = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
	return OF_PEAK.get(name) ?? sourceFieldSchema.options.find((field) => field === ours);
}

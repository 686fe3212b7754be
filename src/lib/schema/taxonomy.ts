import { z } from 'zod';
import { NO_CLASS, NO_CLASS_LABELS, namesNoClass } from './vote.ts';

/**
 * One verdict a person can give. `key` is what a vote stores, and means the same in every version; `hotkey` is the digit
 * pressed for it.
 */
export const taxonomyClassSchema = z.object({
	key: z
		.string()
		.max(60)
		.regex(/^[a-z][a-z0-9-]*$/, 'A key is made of small letters, digits and dashes: flare-star.')
		.refine((key) => !NO_CLASS.some((known) => known === key), {
			error: ({ input }) =>
				`“${String(input)}” is what an answer without a class is called: choose another key.`
		}),
	label: z.string().trim().min(1, 'Give every class a name.').max(60),
	description: z.string().trim().max(400),
	parent: z.string().nullable(),
	hotkey: z
		.string()
		.regex(/^[0-9]$/, 'A hotkey is one digit.')
		.nullable(),
	/** Index into the colour-blind-safe label ramp of ui/styles/tokens.css (--label-1 … --label-10). */
	colour: z.number().int().min(1).max(10),
	/** Texts, or addresses of pages, that show what is meant; absent for none. */
	examples: z.array(z.string().trim().min(1).max(300)).max(10).optional(),
	/** Nobody can choose it any more; it stays, so that votes for it can be read. Absent while it can be chosen. */
	retired: z
		.object({
			/** The class its votes count as now; null: as themselves. */
			countsAs: z.string().nullable()
		})
		.optional()
});

export const taxonomySchema = z.object({
	name: z.string().trim().min(1, 'Give the class list a name.').max(60),
	version: z.number().int().positive(),
	classes: z.array(taxonomyClassSchema).min(1, 'A class list has at least one class.').max(100)
});
export type TaxonomyClass = z.infer<typeof taxonomyClassSchema>;
export type Taxonomy = z.infer<typeof taxonomySchema>;

/** One version of a class list, as the collection keeps it: written once, never changed. */
export interface StoredTaxonomy extends Taxonomy {
	id: string;
	createdById: string | null;
	createdByName: string | null;
	createdAt: Date;
}

const entry = (
	key: string,
	label: string,
	hotkey: string | null,
	colour: number,
	description: string,
	parent: string | null = null
): TaxonomyClass => ({ key, label, hotkey, colour, description, parent });

/** Seeded as version 1 of `radio variables` (design.md §7 ruling 7). */
export const DEFAULT_TAXONOMY: Taxonomy = {
	name: 'radio variables',
	version: 1,
	classes: [
		entry(
			'ese',
			'ESE',
			'1',
			1,
			'Extreme scattering event: a flat-bottomed dip of weeks to months, often between two maxima, stronger at low frequency (α ∝ λ²).'
		),
		entry(
			'scintillation',
			'Scintillation',
			'2',
			2,
			'Refractive interstellar scintillation: irregular, days to weeks, compact source.'
		),
		entry(
			'agn',
			'AGN',
			'3',
			3,
			'Intrinsic AGN variability: slow drift or outburst over months to years.'
		),
		entry(
			'flare-star',
			'Flare star',
			'4',
			4,
			'A single bright epoch or a few, with a stellar counterpart or circular polarisation.'
		),
		entry(
			'pulsar',
			'Pulsar',
			'5',
			5,
			'Known or likely pulsar: steep spectrum, strong scintillation.'
		),
		entry(
			'explosive',
			'SN / GRB afterglow',
			'6',
			6,
			'Rise and power-law decay over weeks to years near a galaxy or a reported burst.'
		),
		entry(
			'transient',
			'Unknown transient',
			'7',
			7,
			'Real, appeared or vanished, and none of the above.'
		),
		entry('artefact', 'Artefact', null, 8, 'Not on the sky.'),
		entry(
			'artefact-sidelobe',
			'Artefact: sidelobe',
			'8',
			8,
			'Follows a bright neighbour, moves with the beam or lies on its spikes.',
			'artefact'
		),
		entry(
			'artefact-epoch',
			'Artefact: bad epoch',
			'9',
			9,
			'One epoch is off for every source nearby, or the flux scale steps.',
			'artefact'
		),
		entry('not-variable', 'Not variable', '0', 10, 'Steady within its errors.')
	]
};

/** Classes that can be voted for: the leaves that are not retired. */
export function votable(taxonomy: Taxonomy): TaxonomyClass[] {
	const kept = taxonomy.classes.filter((c) => !c.retired);
	const parents = new Set(kept.map((c) => c.parent));
	return kept.filter((c) => !parents.has(c.key));
}

/** A class's name, or what an answer without a class is called. */
export function classLabel({ classes }: Pick<Taxonomy, 'classes'>, classKey: string): string {
	if (namesNoClass(classKey)) return NO_CLASS_LABELS[classKey];
	return classes.find(({ key }) => key === classKey)?.label ?? classKey;
}

/** As `classLabel`; of a class that was retired also what its votes count as: `AGN, counts as Quasar`. */
export function classLabelInFull(taxonomy: Pick<Taxonomy, 'classes'>, classKey: string): string {
	const label = classLabel(taxonomy, classKey);
	const now = countedAs(taxonomy, classKey);
	return now === classKey ? label : `${label}, counts as ${classLabel(taxonomy, now)}`;
}

/** A vote with the class it counts as now, beside the one it was given for. */
export type Counted<V> = V & { countsAs: string };

/** Whatever counts votes reads them through this: votes that a queue brought along from an older class list count as today's. */
export function counted<V extends { classKey: string }>(
	taxonomy: Pick<Taxonomy, 'classes'>,
	votes: readonly V[]
): Counted<V>[] {
	const known = new Map<string, string>();
	return votes.map((vote) => {
		const countsAs = known.get(vote.classKey) ?? countedAs(taxonomy, vote.classKey);
		known.set(vote.classKey, countsAs);
		return { ...vote, countsAs };
	});
}

/** The class a vote counts as: its own, or the one that took its place when it was retired. */
export function countedAs(taxonomy: Pick<Taxonomy, 'classes'>, classKey: string): string {
	const byKey = new Map(taxonomy.classes.map((c) => [c.key, c]));
	const passed = new Set<string>();
	let key = classKey;
	for (;;) {
		const next = byKey.get(key)?.retired?.countsAs;
		// Two that count as each other count as themselves.
		if (!next || passed.has(key)) return key;
		passed.add(key);
		key = next;
	}
}

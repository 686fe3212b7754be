import { z } from 'zod';

/** One verdict a person can give. `key` is what a vote stores; `hotkey` is the digit pressed for it. */
export const taxonomyClassSchema = z.object({
	key: z.string().regex(/^[a-z][a-z0-9-]*$/),
	label: z.string().min(1).max(60),
	description: z.string().max(400),
	parent: z.string().nullable(),
	hotkey: z
		.string()
		.regex(/^[0-9]$/)
		.nullable(),
	/** Index into the colour-blind-safe label ramp of ui/styles/tokens.css (--label-1 … --label-10). */
	colour: z.number().int().min(1).max(10)
});
export const taxonomySchema = z.object({
	name: z.string().min(1),
	version: z.number().int().positive(),
	classes: z.array(taxonomyClassSchema).min(1)
});
export type TaxonomyClass = z.infer<typeof taxonomyClassSchema>;
export type Taxonomy = z.infer<typeof taxonomySchema>;

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

/** Classes that can be voted for: the leaves. */
export function votable(taxonomy: Taxonomy): TaxonomyClass[] {
	const parents = new Set(taxonomy.classes.map((c) => c.parent));
	return taxonomy.classes.filter((c) => !parents.has(c.key));
}

import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

/** How data came to be what they are, as far as results may depend on it: of images, and of runs as a whole. */
export const PROVENANCE = {
	calibrationStrategy: { title: 'Calibration strategy', example: 'self-calibrated, phase only' },
	calibrator: { title: 'Calibrator', example: 'B1934-638' },
	imagingParameters: { title: 'Imaging parameters', example: 'Briggs 0, 3 Taylor terms' },
	softwareVersion: { title: 'Software version', example: 'ASKAPsoft 1.9.2' }
} as const;
export type ProvenanceKey = keyof typeof PROVENANCE;
export const PROVENANCE_KEYS = [
	'calibrationStrategy',
	'calibrator',
	'imagingParameters',
	'softwareVersion'
] as const satisfies ProvenanceKey[];
export type Provenance = Partial<Record<ProvenanceKey, string>>;

export const PROVENANCE_TARGETS = ['image', 'run'] as const;
export type ProvenanceTarget = (typeof PROVENANCE_TARGETS)[number];

const MOST_SIGNS = 200;
const value = z
	.string('Give words.')
	.trim()
	.max(MOST_SIGNS, `At most ${MOST_SIGNS} characters.`)
	.regex(/^[^\p{Cc}]*$/u, 'No control characters.');

/** Sets the keys that are given; an empty value takes one away, one that is not given stays. */
export const setProvenanceSchema = z.object({
	commandId: commandIdSchema,
	target: z.enum(PROVENANCE_TARGETS, 'Set provenance of an image or a run.'),
	id: z.coerce.number('Name it by its number.').int().positive(),
	calibrationStrategy: value.optional(),
	calibrator: value.optional(),
	imagingParameters: value.optional(),
	softwareVersion: value.optional()
});

/** Key → words, as they stand afterwards. */
export const provenanceAnswer = z.record(z.string(), z.string());

/** One condition in an address: the key, and the value word by word. */
export interface ProvenanceFilter {
	key: ProvenanceKey;
	value: string;
}

/** Of an address: `calibrator:B1934-638`. '' asks for nothing. */
export const provenanceFilterSchema = z
	.string()
	.trim()
	.max(300, 'This provenance is too long.')
	.refine(
		(text) => text === '' || splitProvenance(text) !== null,
		`Ask as calibrator:B1934-638, by one of ${PROVENANCE_KEYS.join(', ')}.`
	)
	.default('');

/** null for nothing. */
export function splitProvenance(text: string): ProvenanceFilter | null {
	const [, name, value] = /^(\w+):(.+)$/s.exec(text) ?? [];
	const key = PROVENANCE_KEYS.find((known) => known === name);
	return key && !value.includes('\0') ? { key, value: value.trim() } : null;
}

/** A value that can be asked for, with how many images or runs have it. */
export interface ProvenanceChoice {
	/** As an address asks for it. */
	filter: string;
	key: ProvenanceKey;
	value: string;
	count: number;
}

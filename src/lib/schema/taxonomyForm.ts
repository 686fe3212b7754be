import { z } from 'zod';
import { taxonomyClassSchema, taxonomySchema } from './taxonomy.ts';

const blankIsNone = z
	.string()
	.nullish()
	.transform((said) => (said?.trim() ? said.trim() : null));

/** One row of the class list's form, and of a request to the API. */
const classRowSchema = z
	.object({
		key: taxonomyClassSchema.shape.key,
		label: taxonomyClassSchema.shape.label,
		description: taxonomyClassSchema.shape.description.default(''),
		parent: blankIsNone,
		hotkey: blankIsNone.pipe(taxonomyClassSchema.shape.hotkey),
		colour: z.coerce.number().pipe(taxonomyClassSchema.shape.colour),
		/** One a line. */
		examples: z
			.union([z.array(z.string()), z.string().transform((said) => said.split(/\r?\n/))])
			.default([])
			.transform((lines) => lines.map((line) => line.trim()).filter(Boolean))
			.pipe(taxonomyClassSchema.shape.examples.unwrap()),
		retired: z.union([z.boolean(), z.string().transform((said) => said === 'on')]).default(false),
		countsAs: blankIsNone
	})
	.transform(({ examples, retired, countsAs, ...row }) => ({
		...row,
		hotkey: retired ? null : row.hotkey,
		...(examples.length > 0 ? { examples } : {}),
		...(retired ? { retired: { countsAs } } : {})
	}));

export const defineTaxonomySchema = z.object({
	/** The version this one follows; none begins a list of its own. */
	followsId: z
		.string()
		.max(64)
		.nullish()
		.transform((id) => id || null),
	name: taxonomySchema.shape.name,
	classes: z.array(classRowSchema).min(1, 'A class list has at least one class.').max(100)
});

/** `class-0-key`, `class-0-label`, … of a form as rows in the order of their numbers; rows without a key and a name are blank. */
export function classRows(fields: Record<string, unknown>): Record<string, unknown>[] {
	const rows = new Map<number, Record<string, unknown>>();
	for (const [name, value] of Object.entries(fields)) {
		const match = /^class-(\d{1,3})-([a-zA-Z]+)$/.exec(name);
		if (!match) continue;
		const place = Number(match[1]);
		rows.set(place, { ...rows.get(place), [match[2]]: value });
	}
	return [...rows]
		.sort(([a], [b]) => a - b)
		.map(([, row]) => row)
		.filter((row) => Boolean(row.key) || Boolean(row.label));
}

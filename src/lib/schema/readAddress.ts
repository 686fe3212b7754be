import type { z } from 'zod';

/** What is wrong with one parameter of an address, beside the field of that name. */
export interface AddressProblem {
	field: string;
	reason: string;
}

/**
 * Reads a question from an address, field by field: one that cannot be read is named and takes its default, and so does one
 * that is not given, or left empty in a form. Every field of the schema has a default.
 */
export function readAddress<S extends z.ZodObject>(
	schema: S,
	address: URLSearchParams
): { asked: z.output<S>; problems: AddressProblem[] } {
	const asked: Record<string, unknown> = {};
	const problems: AddressProblem[] = [];
	for (const [field, part] of Object.entries(schema.shape)) {
		// The shape of an object of zod's is made of zod's.
		const own = part as z.ZodType;
		const written = address.getAll(field).filter((text) => text.trim() !== '');
		if (written.length > 1) problems.push({ field, reason: `Give ${field} once.` });
		const read = own.safeParse(written.at(0));
		if (!read.success) problems.push({ field, reason: read.error.issues[0].message });
		asked[field] = read.success ? read.data : own.parse(undefined);
	}
	for (const name of new Set(address.keys()))
		if (!(name in schema.shape) && !OTHERS.has(name) && !isAction(name))
			problems.push({ field: name, reason: `There is no parameter ${name.slice(0, 60)}.` });
	// Each field was parsed by its part of the schema.
	return { asked: asked as z.output<S>, problems };
}

/** Forms without scripts send it along. */
const OTHERS = new Set(['commandId']);

/** Where a form is sent, as Kit writes it: `?/save`. A refusal without scripts shows the page at that address. */
function isAction(name: string): boolean {
	return /^\/\w+$/.test(name);
}

/** The question as an address, without what is as by default. */
export function addressOf<S extends z.ZodObject>(schema: S, asked: z.output<S>): string {
	const address = new URLSearchParams();
	for (const [field, part] of Object.entries(schema.shape)) {
		const value = asked[field];
		// As above.
		const usual = (part as z.ZodType).parse(undefined);
		if (value !== usual && value !== null) address.set(field, written(value));
	}
	const text = address.toString();
	return text && `?${text}`;
}

function written(value: unknown): string {
	if (value instanceof Date) return value.toISOString().slice(0, 10);
	return String(value);
}

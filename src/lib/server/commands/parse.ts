import type { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import { issueSentence } from '#schema/issueSentence.ts';

/** Parses what came from outside; refuses with the first complaint and the field it is about. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
	const result = schema.safeParse(input);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	throw new Failure('Invalid', issueSentence(issue), issue.path.join('.') || undefined);
}

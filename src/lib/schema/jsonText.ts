import { z } from 'zod';

/** What a form holds as JSON text and a request as itself. `blank`: what an empty text stands for. */
export function jsonText(refusal: string, blank?: unknown) {
	return z.unknown().transform((said, context): unknown => {
		if (typeof said !== 'string') return said;
		if (said.trim() === '' && blank !== undefined) return blank;
		try {
			return JSON.parse(said);
		} catch (error) {
			context.addIssue(`${refusal}: ${error instanceof Error ? error.message : 'unreadable'}.`);
			return z.NEVER;
		}
	});
}

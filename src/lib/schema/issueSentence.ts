import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What the library says by itself, where a schema has no sentence of its own. */
const BY_ITSELF = /^(Invalid|Too big|Too small|Unrecognized)/;

const WORDS: Record<string, string> = {
	string: 'text',
	number: 'a number',
	boolean: 'true or false',
	array: 'a list',
	object: 'an object'
};

/** What is wrong, as a sentence for people: the schema's own, or one made of what the library knows. */
export function issueSentence(issue: Issue): string {
	if (!BY_ITSELF.test(issue.message)) return issue.message;
	const path = issue.path.join('.');
	const what = path === '' ? 'What was sent' : `“${path}”`;
	switch (issue.code) {
		case 'invalid_type':
			return /received undefined$/.test(issue.message)
				? `${what} is missing.`
				: `${what} has to be ${WORDS[issue.expected] ?? `of type ${issue.expected}`}.`;
		case 'too_big':
			return `${what} ${bound(issue.origin, `at most ${issue.maximum}`)}.`;
		case 'too_small':
			return `${what} ${bound(issue.origin, `at least ${issue.minimum}`)}.`;
		case 'invalid_value':
			return `${what} is none of: ${issue.values.map(String).join(', ')}.`;
		case 'unrecognized_keys':
			return `There is no field “${issue.keys.join('”, “')}” here.`;
		default:
			return `${what} is not valid.`;
	}
}

function bound(origin: string, limit: string): string {
	if (origin === 'string') return `has ${limit} characters`;
	return origin === 'array' || origin === 'set' ? `has ${limit} entries` : `is ${limit}`;
}

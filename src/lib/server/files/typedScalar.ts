import { z } from 'zod';

type Scalar = { value: string | number | boolean | null } | { problem: string };

const YES = /^(yes|true|on|1|y)$/i;
const NO = /^(no|false|off|0|n)$/i;
const NULL = /^(null|~|)$/i;
const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A text of a YAML file as the kind its key asks for: what it becomes never depends on how it looks. */
export function typedScalar(schema: unknown, text: string): Scalar {
	if (schema instanceof z.ZodDefault) return typedScalar(schema.unwrap(), text);
	if (schema instanceof z.ZodNullable) {
		if (NULL.test(text)) return { value: null };
		// The only keys that may be null count workers; the sentence is the reference's (§1.3-8).
		return INTEGER.test(text) ? number(text) : { problem: "can only be an integer or 'null'" };
	}
	if (schema instanceof z.ZodBoolean) return yesOrNo(text);
	if (schema instanceof z.ZodNumber)
		return NUMBER.test(text) ? number(text) : { problem: 'must be a number' };
	return { value: text };
}

function yesOrNo(text: string): Scalar {
	if (YES.test(text)) return { value: true };
	return NO.test(text) ? { value: false } : { problem: 'must be yes or no' };
}

function number(text: string): Scalar {
	const value = Number(text);
	return Number.isFinite(value) ? { value } : { problem: 'must be a finite number' };
}

import type { JsonSchema } from '#schema/api/openApi.ts';

/** What no schema wants, and some of what programs send all the same. */
const NASTY: unknown[] = [
	...[null, true, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, '', ' ', 'x', '0', '-1', 'NaN'],
	...[
		'9'.repeat(400),
		'a'.repeat(5000),
		'\u0000',
		'\ud800',
		'💥',
		"'; drop table",
		'../../etc/passwd'
	],
	...['{"$gt":""}', '<script>', '((((', '.*', '\\', '%', '2026-02-31', '1e309', 'on', 'https://'],
	...[{}, [], { $gt: '' }, { $where: '1' }, [[[]]], [null], { __proto__: null, a: { b: {} } }],
	...[{ 'a.b': 1, $set: {}, '\u0000': 1 }, ['x', 'x'], Array(1001).fill('x')]
];

type Draw = () => number;

function oneOf<T>(draw: Draw, choices: readonly T[]): T {
	return choices[Math.floor(draw() * choices.length)];
}

export function nastyText(draw: Draw): string {
	const drawn = oneOf(draw, NASTY);
	return typeof drawn === 'string' ? drawn : JSON.stringify(drawn);
}

/**
 * A value of this JSON Schema, drawn; each part with this chance something else instead. Numbers and ids that are there are
 * drawn from `known`.
 */
export function drawnFrom(
	schema: JsonSchema,
	draw: Draw,
	{ spoiled, known }: { spoiled: number; known: readonly unknown[] }
): unknown {
	if (draw() < spoiled) return oneOf(draw, NASTY);
	const options = { spoiled, known };
	const alternatives = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
	if (alternatives) return drawnFrom(oneOf(draw, alternatives), draw, options);
	if (Array.isArray(schema.allOf))
		return Object.assign(
			{},
			...(schema.allOf as JsonSchema[]).map((part) => drawnFrom(part, draw, options))
		);
	if (schema.const !== undefined) return schema.const;
	if (Array.isArray(schema.enum)) return oneOf(draw, schema.enum);
	return drawnOfKind(schema, draw, options);
}

function drawnOfKind(
	schema: JsonSchema,
	draw: Draw,
	options: { spoiled: number; known: readonly unknown[] }
): unknown {
	const { known } = options;
	switch (schema.type) {
		case 'object':
			return drawnObject(schema, draw, options);
		case 'array':
			return Array.from({ length: Math.floor(draw() * 3) + 1 }, () =>
				drawnFrom((schema.items ?? {}) as JsonSchema, draw, options)
			);
		case 'boolean':
			return draw() < 0.5;
		case 'integer':
			return Math.floor(draw() * 3) + 1;
		case 'number':
			return draw();
		case 'null':
			return null;
		case 'string':
			return drawnText(schema, draw, known);
		default:
			return draw() < 0.5 ? oneOf(draw, known) : oneOf(draw, NASTY);
	}
}

function drawnObject(
	{ properties = {}, required = [] }: JsonSchema,
	draw: Draw,
	options: { spoiled: number; known: readonly unknown[] }
): Record<string, unknown> {
	const object: Record<string, unknown> = {};
	for (const [name, part] of Object.entries(properties))
		if (required.includes(name) || draw() < 0.5) object[name] = drawnFrom(part, draw, options);
	return object;
}

function drawnText(schema: JsonSchema, draw: Draw, known: readonly unknown[]): string {
	if (schema.format === 'date') return '2026-12-31';
	if (schema.format === 'email') return 'somebody@example.org';
	if (schema.format === 'uri') return 'https://example.org/hook';
	const short = String(oneOf(draw, known));
	return draw() < 0.6 ? short : oneOf(draw, ['one', 'two words', '150.1', '-30.2', 'ese', '1']);
}

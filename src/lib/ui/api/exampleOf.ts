import type { JsonSchema } from '#schema/api/openApi.ts';

const TEXTS: Record<string, string> = {
	date: '2026-12-31',
	'date-time': '2026-12-31T12:00:00Z',
	email: 'name@example.org',
	uri: 'https://example.org/',
	uuid: '123e4567-e89b-42d3-a456-426614174000'
};

/** Something to begin with: what has to be there, each of its kind; of alternatives the first. */
export function exampleOf(schema: JsonSchema): unknown {
	for (const keyword of ['default', 'const']) if (keyword in schema) return schema[keyword];
	if (Array.isArray(schema.enum)) return schema.enum[0] as unknown;
	return exampleOfParts(schema);
}

function exampleOfParts(schema: JsonSchema): unknown {
	const [first] = schemasIn(schema.anyOf ?? schema.oneOf);
	if (first) return exampleOf(first);
	const parts = schemasIn(schema.allOf);
	if (parts.length > 0) return Object.assign({}, ...parts.map(exampleOf)) as unknown;
	return exampleOfKind(schema);
}

function exampleOfKind(schema: JsonSchema): unknown {
	switch (schema.type) {
		case 'object':
			return exampleObject(schema);
		case 'array':
			return schemasIn([schema.items]).map(exampleOf);
		case 'integer':
		case 'number':
			return typeof schema.minimum === 'number' ? schema.minimum : 0;
		case 'boolean':
			return false;
		case 'string':
			return TEXTS[String(schema.format)] ?? '';
		default:
			return null;
	}
}

function exampleObject({ properties = {}, required = [] }: JsonSchema): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(properties)
			.filter(([name]) => required.includes(name))
			.map(([name, part]) => [name, exampleOf(part)])
	);
}

function schemasIn(value: unknown): JsonSchema[] {
	const list: unknown[] = Array.isArray(value) ? value : [];
	// Where JSON Schema wants schemas, objects are such.
	return list.filter((one) => typeof one === 'object' && one !== null) as JsonSchema[];
}

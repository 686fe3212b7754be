import type { JsonSchema } from '#schema/api/openApi.ts';

/** What a value is, in a few words. */
export function kindOf(schema: JsonSchema): string {
	if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(' or ');
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	const usual = schema.default === undefined ? '' : ` (${JSON.stringify(schema.default)})`;
	const kind = typeof schema.type === 'string' ? schema.type : 'text';
	return kind + usual;
}

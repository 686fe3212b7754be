import { z } from 'zod';
import { API_ROOT, type Endpoint } from './endpoint.ts';
import { API_PARTS } from './endpoints.ts';
import { MOST_ROWS, USUAL_ROWS } from './paging.ts';

/** A schema as OpenAPI 3.1 has it: JSON Schema of 2020-12. */
export interface JsonSchema {
	[keyword: string]: unknown;
	properties?: Record<string, JsonSchema>;
	required?: string[];
}

export interface ApiParameter {
	name: string;
	in: 'path' | 'query' | 'header';
	required: boolean;
	description?: string;
	schema: JsonSchema;
}

type Content = Record<string, { schema: JsonSchema }>;

export interface ApiOperation {
	operationId: string;
	summary: string;
	description: string;
	tags: string[];
	parameters: ApiParameter[];
	requestBody?: { required: boolean; content: Content };
	responses: Record<string, unknown>;
	security: Record<string, string[]>[];
}

export interface OpenApi {
	openapi: '3.1.0';
	info: { title: string; version: string; description: string };
	servers: { url: string }[];
	tags: { name: string }[];
	paths: Record<string, Record<string, ApiOperation>>;
	components: Record<string, Record<string, unknown>>;
}

const ABOUT = `Everything the pages show and do, for programs. Send a personal token (made on /tokens) as \`Authorization: Bearer caustic_…\`, or the cookie of a signed-in browser.

Answers are JSON, refusals too: \`{ code, message, field }\`. Nothing redirects. Reads carry an \`ETag\`; sent back as \`If-None-Match\` it spares what has not changed. Lists give \`limit\` rows behind \`after\`; \`Link: <…>; rel="next"\` is the way to the rest. A write sent again under the same \`Idempotency-Key\` answers as the first time, with \`Idempotent-Replayed: true\`, and changes nothing; what was refused may be tried again under it. 429 says in \`Retry-After\` how many seconds to wait.`;

/** Of every refusal, whatever its status. */
const REFUSED =
	'Refused. 400: something sent cannot be taken, `field` says what. 401: nobody is signed in, or the token does not stand. 403: this person, or this token, may not. 404: there is no such thing. 409: it is in a state that does not allow this, or somebody was faster. 429: too many requests, `Retry-After` says when to go on. 503: something that is needed does not answer.';

/** The API as OpenAPI 3.1, from what is declared of its endpoints. */
export function openApiOf(): OpenApi {
	const paths: OpenApi['paths'] = {};
	for (const [part, endpoints] of Object.entries(API_PARTS))
		for (const [key, endpoint] of Object.entries(endpoints)) {
			const [method, path] = key.split(' ');
			paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(key, endpoint, part) };
		}
	return {
		openapi: '3.1.0',
		info: { title: 'Caustic', version: '1', description: ABOUT },
		servers: [{ url: API_ROOT }],
		tags: Object.keys(API_PARTS).map((name) => ({ name })),
		paths,
		components: {
			securitySchemes: {
				token: { type: 'http', scheme: 'bearer', description: 'A personal token, of /tokens.' },
				session: { type: 'apiKey', in: 'cookie', name: 'caustic_session' }
			},
			schemas: { Refusal: REFUSAL },
			responses: {
				Refusal: {
					description: REFUSED,
					content: jsonContent({ $ref: '#/components/schemas/Refusal' })
				}
			}
		}
	};
}

const REFUSAL: JsonSchema = {
	type: 'object',
	required: ['code', 'message'],
	properties: {
		code: {
			enum: [
				...['Invalid', 'NotSignedIn', 'NotPermitted', 'NotFound'],
				...['Conflict', 'TooMany', 'Unavailable']
			]
		},
		message: { type: 'string', description: 'What happened and what to do, for people.' },
		field: { type: 'string', description: 'The field it is about.' }
	}
};

function operationOf(key: string, endpoint: Endpoint, part: string): ApiOperation {
	const [method, path] = key.split(' ');
	const isRead = method === 'GET' || method === 'HEAD';
	const { scope, summary } = endpoint;
	const body = bodyOf(endpoint);
	return {
		operationId: idOf(method, path),
		summary,
		description:
			scope === 'session'
				? 'For people at a browser: no token may do this.'
				: `Needs a token with the scope \`${scope}\`.`,
		tags: [part],
		parameters: [
			...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => pathParameter(name)),
			...queryParameters(endpoint),
			...(isRead ? [] : [IDEMPOTENCY_KEY])
		],
		...(body ? { requestBody: body } : {}),
		responses: {
			'200': { description: 'Done.', ...contentOf(endpoint) },
			...(isRead ? { '304': { description: 'As it was: `If-None-Match` names it.' } } : {}),
			default: { $ref: '#/components/responses/Refusal' }
		},
		security: scope === 'session' ? [{ session: [] }] : [{ token: [] }, { session: [] }]
	};
}

const IDEMPOTENCY_KEY: ApiParameter = {
	name: 'Idempotency-Key',
	in: 'header',
	required: false,
	description: 'Carried out once under this key; a random UUID is a good one.',
	schema: { type: 'string', maxLength: 255 }
};

/** `POST /candidates/{id}/vote`: postCandidatesIdVote. */
function idOf(method: string, path: string): string {
	const words = path.split(/[^A-Za-z0-9]+/).filter(Boolean);
	return method.toLowerCase() + words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

function pathParameter(name: string): ApiParameter {
	return { name, in: 'path', required: true, schema: { type: 'string' } };
}

function queryParameters({ query, isListing }: Endpoint): ApiParameter[] {
	const parameters = query instanceof z.ZodObject ? parametersOf(query) : described(query ?? {});
	return isListing ? [...parameters, ...PAGING] : parameters;
}

const PAGING: ApiParameter[] = [
	{
		...{ name: 'limit', in: 'query', required: false },
		schema: { type: 'integer', minimum: 1, maximum: MOST_ROWS, default: USUAL_ROWS }
	},
	{
		...{ name: 'after', in: 'query', required: false },
		description: 'Name of the last row one has.',
		schema: { type: 'string' }
	}
];

function parametersOf(query: z.ZodObject): ApiParameter[] {
	const { properties = {}, required = [] } = jsonSchemaOf(query, 'input');
	return Object.entries(properties).map(([name, schema]) => ({
		...{ name, in: 'query', required: required.includes(name), schema }
	}));
}

function described(query: Record<string, string>): ApiParameter[] {
	return Object.entries(query).map(([name, description]) => ({
		...{ name, in: 'query', required: false, description, schema: { type: 'string' } }
	}));
}

function bodyOf({ body, fills = {} }: Endpoint): ApiOperation['requestBody'] {
	if (body === undefined) return undefined;
	if (typeof body === 'string') return { required: true, content: { [body]: { schema: {} } } };
	const schema = without(jsonSchemaOf(body, 'input'), [...Object.values(fills), 'commandId']);
	const required = isNeeded(schema);
	if (!required && Object.keys(schema.properties ?? {}).length === 0 && !schema.allOf)
		return undefined;
	return { required, content: jsonContent(schema) };
}

function isNeeded({ required = [], allOf, anyOf, oneOf }: JsonSchema): boolean {
	return required.length > 0 || [allOf, anyOf, oneOf].some(Boolean);
}

/** What the address or a header says is no field of the body any more. */
function without(schema: JsonSchema, fields: readonly string[]): JsonSchema {
	const { properties, required, ...rest } = schema;
	const left: JsonSchema = {};
	for (const [keyword, value] of Object.entries(rest))
		left[keyword] = ['allOf', 'anyOf', 'oneOf'].includes(keyword)
			? // Schemas, as these three keywords always have.
				(value as JsonSchema[]).map((one) => without(one, fields))
			: value;
	if (properties)
		left.properties = Object.fromEntries(
			Object.entries(properties).filter(([name]) => !fields.includes(name))
		);
	const needed = required?.filter((name) => !fields.includes(name)) ?? [];
	if (needed.length > 0) left.required = needed;
	return left;
}

function contentOf({ answer }: Endpoint): { content: Content } {
	if (typeof answer === 'string') return { content: { [answer]: { schema: {} } } };
	return { content: jsonContent(answer ? jsonSchemaOf(answer, 'output') : {}) };
}

function jsonContent(schema: JsonSchema): Content {
	return { 'application/json': { schema } };
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
	// Through JSON, which leaves out what zod hangs on it for itself; a JSON Schema is an object of keywords.
	const made = JSON.parse(
		JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }))
	) as JsonSchema;
	delete made.$schema;
	return made;
}

import { expect, test } from 'vitest';
import { openApiOf } from '#schema/api/openApi.ts';
import { askedRequest } from './askedRequest.ts';
import { listedOperations, type ListedOperation } from './listedOperations.ts';

const operations = listedOperations(openApiOf());

function operation(method: string, path: string): ListedOperation {
	const found = operations.find((one) => one.method === method && one.path === path);
	if (!found) throw new Error(`no ${method} ${path}`);
	return found;
}

test('a filled form becomes the request it shows', () => {
	const { href, init } = askedRequest(operation('POST', '/objects/{id}/tags'), {
		values: { id: 'a/b', 'Idempotency-Key': 'once' },
		query: '',
		body: '{"tag":"x"}',
		token: 'caustic_t'
	});
	expect(href).toBe('/api/v1/objects/a%2Fb/tags');
	expect(init).toEqual({
		method: 'POST',
		headers: {
			'Idempotency-Key': 'once',
			'content-type': 'application/json',
			authorization: 'Bearer caustic_t'
		},
		credentials: 'omit',
		body: '{"tag":"x"}'
	});
});

test('what is left empty is not sent, and more may stand behind the question mark', () => {
	const { href, init } = askedRequest(operation('GET', '/sources'), {
		values: { limit: '3', after: '' },
		query: '?min_etaPeak=5',
		body: '',
		token: ''
	});
	expect(href).toBe('/api/v1/sources?min_etaPeak=5&limit=3');
	expect(init).toEqual({ method: 'GET', headers: {}, credentials: 'same-origin' });
});

import { API_ROOT } from '#schema/api/endpoint.ts';
import type { ApiParameter } from '#schema/api/openApi.ts';
import type { ListedOperation } from './listedOperations.ts';

interface Filled {
	/** By the parameter's name; '' is not sent. */
	values: Record<string, string>;
	/** More of the address behind the question mark, as one types it. */
	query: string;
	body: string;
	/** '' for the session. */
	token: string;
}

/** The address and the request that a filled form asks for. */
export function askedRequest(
	{ method, path, parameters, requestBody }: ListedOperation,
	{ values, query, body, token }: Filled
): { href: string; init: RequestInit } {
	const given = (place: ApiParameter['in']) =>
		parameters
			.filter(({ name, in: where }) => where === place && values[name])
			.map(({ name }) => [name, values[name]] as const);
	const address = new URLSearchParams(query.replace(/^\?/, ''));
	for (const [name, value] of given('query')) address.set(name, value);
	let filled = path;
	for (const [name, value] of given('path'))
		filled = filled.replace(`{${name}}`, encodeURIComponent(value));
	const [type] = Object.keys(requestBody?.content ?? {});
	const headers = {
		...Object.fromEntries(given('header')),
		...(type ? { 'content-type': type } : {}),
		...(token ? { authorization: `Bearer ${token}` } : {})
	};
	const asked = address.toString();
	return {
		href: API_ROOT + filled + (asked && `?${asked}`),
		// A token is tried as a program would: without the session beside it.
		init: {
			...{ method, headers, credentials: token ? 'omit' : 'same-origin' },
			...(type ? { body } : {})
		}
	};
}

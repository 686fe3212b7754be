import { API_METHODS } from '#schema/api/endpoint.ts';
import type { ApiOperation, OpenApi } from '#schema/api/openApi.ts';

/** An operation with where it is asked. */
export interface ListedOperation extends ApiOperation {
	method: string;
	path: string;
	part: string;
}

/** Every operation of the document, by path and then by method, reads first. */
export function listedOperations({ paths }: OpenApi): ListedOperation[] {
	return Object.entries(paths)
		.sort(([a], [b]) => a.localeCompare(b))
		.flatMap(([path, byMethod]) =>
			API_METHODS.flatMap((method) => {
				const operation = byMethod[method.toLowerCase()];
				return operation ? [{ ...operation, method, path, part: operation.tags[0] }] : [];
			})
		);
}

/** Whether each of these words stands in what the operation is called or does. */
export function asksFor({ method, path, summary }: ListedOperation, words: string): boolean {
	const said = `${method} ${path} ${summary}`.toLowerCase();
	return words
		.toLowerCase()
		.split(/\s+/)
		.every((word) => said.includes(word));
}

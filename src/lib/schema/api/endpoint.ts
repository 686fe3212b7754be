import type { z } from 'zod';
import type { Scope } from '../token.ts';

export const API_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type ApiMethod = (typeof API_METHODS)[number];

/** What can be asked of one address: declared once, for the handler, the check of tokens, the document and its page. */
export interface Endpoint {
	/** What it does, in a sentence. */
	summary: string;
	/** What a token must be good for. `session`: for people at a browser, whatever their token. */
	scope: Scope | 'session';
	/** What stands behind the question mark: a schema, or names with what they mean. */
	query?: z.ZodObject | Record<string, string>;
	/** What its command parses, whole; a schema of JSON, or the media type of other bodies. */
	body?: z.ZodType | string;
	/** Parts of the address that are fields of the body: name in the address → name of the field. */
	fills?: Record<string, string>;
	/** What is answered: a schema of JSON, or the media type of a file. Not given: any JSON. */
	answer?: z.ZodType | string;
	/** Answers a list, or a table with one: takes `after` and `limit`, and names the rest by `Link: <…>; rel="next"`. */
	isListing?: boolean;
}

/** By method and path below /api/v1, parts of the address in braces: `POST /candidates/{id}/vote`. */
export type Endpoints = Record<`${ApiMethod} /${string}`, Endpoint>;

/** The key of a route: `/api/v1/tags/on/[kind]/[id]` asked by GET is `GET /tags/on/{kind}/{id}`. */
export function endpointKey(method: string, routeId: string): string {
	const path = routeId.slice(API_ROOT.length).replace(/\[(\w+)(?:=\w+)?\]/g, '{$1}');
	return `${method} ${path}`;
}

export const API_ROOT = '/api/v1';

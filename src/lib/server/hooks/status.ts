import type { FailureCode } from '#schema/failure.ts';

/** The HTTP status of every refusal: the one table. */
export const STATUS: Record<FailureCode, number> = {
	Invalid: 400,
	NotSignedIn: 401,
	NotPermitted: 403,
	NotFound: 404,
	Conflict: 409,
	TooMany: 429,
	Unavailable: 503
};

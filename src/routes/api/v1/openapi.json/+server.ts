import { openApi } from '#server/queries/openapi.ts';
import type { RequestHandler } from './$types';

/** This API, described as OpenAPI 3.1. */
export const GET: RequestHandler = ({ locals }) => locals.outcomes.answer((user) => openApi(user));

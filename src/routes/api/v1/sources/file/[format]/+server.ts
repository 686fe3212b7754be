import { sourceExport } from '#server/queries/sourceExport.ts';
import type { RequestHandler } from './$types';

/** Every source that the address asks for as a file: csv, xlsx, vot, parquet or reg. */
export const GET: RequestHandler = ({ locals, url, params }) =>
	locals.outcomes.download((user) => sourceExport(user, url.searchParams, params.format));

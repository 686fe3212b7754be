import { verdictAnswer, verdictFile } from '#server/queries/outcomes.ts';
import type { RequestHandler } from './$types';

/**
 * What became of a queue's candidates, one row per vote: JSON, or a file by `?format=csv`, `vot` or `parquet`. `?open` adds
 * the votes on candidates without a verdict.
 */
export const GET: RequestHandler = ({ locals, params, url }) => {
	const withOpen = url.searchParams.has('open');
	const format = url.searchParams.get('format') ?? 'json';
	if (format === 'json')
		return locals.outcomes.answer((user) => verdictAnswer(user, params.id, withOpen));
	return locals.outcomes.download((user) => verdictFile(user, params.id, { format, withOpen }));
};

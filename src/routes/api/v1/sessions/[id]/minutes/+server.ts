import { minutesMarkdown } from '#server/queries/minutesMarkdown.ts';
import { minutesCsv } from '#server/queries/minutesCsv.ts';
import { Failure } from '#schema/failure.ts';
import { sessionMinutes } from '#server/queries/sessionMinutes.ts';
import type { RequestHandler } from './$types';

const FORMATS: Record<string, { contentType: string; write: typeof minutesCsv }> = {
	csv: { contentType: 'text/csv; charset=utf-8', write: minutesCsv },
	md: { contentType: 'text/markdown; charset=utf-8', write: minutesMarkdown }
};

/** Who was there, what was shown and decided: JSON, or a file by `?format=csv` or `md`. */
export const GET: RequestHandler = ({ locals, params, url }) => {
	const format = url.searchParams.get('format') ?? 'json';
	if (format === 'json') return locals.outcomes.answer((user) => sessionMinutes(user, params.id));
	return locals.outcomes.download(async (user) => {
		const made = Object.hasOwn(FORMATS, format) ? FORMATS[format] : null;
		if (!made) throw new Failure('Invalid', 'A format is json, csv or md.', 'format');
		const text = made.write(await sessionMinutes(user, params.id));
		const bytes = new TextEncoder().encode(text);
		return { bytes, contentType: made.contentType, name: `minutes-${params.id}.${format}` };
	});
};

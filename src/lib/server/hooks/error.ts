import type { HandleServerError } from '@sveltejs/kit';
import { log } from '../log.ts';

/** Something unforeseen: logged whole under an id, shown as the id alone. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message: 'There is no such page.', code: 'NotFound' };
	if (status < 500) return { message };
	const errorId = crypto.randomUUID();
	event.locals.errorId = errorId;
	log.error('request failed', {
		errorId,
		method: event.request.method,
		path: event.url.pathname,
		error
	});
	return { message: 'Something went wrong on the server.', errorId };
};

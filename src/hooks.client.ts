import type { HandleClientError } from '@sveltejs/kit';
import { patientFetch } from '#ui/shared/patientFetch.ts';
import { noteTypedEarly } from '#ui/shared/typedEarly.ts';

// Here and not in `init`: it had better not wait for anything.
noteTypedEarly();
window.fetch = patientFetch(window.fetch.bind(window));

/** What broke in the browser stays in its console (Kit logs it); the page says what a person can do. */
export const handleError: HandleClientError = ({ status, message }) => ({
	message:
		status === 404 ? 'There is no such page.' : message || 'Something went wrong on this page.'
});

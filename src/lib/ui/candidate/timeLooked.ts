/** Puts into a form, as `seconds`, how long its page has been in front of its reader. An attachment of the form. */
export function timeLooked(form: HTMLFormElement): () => void {
	let seenMs = 0;
	let since: number | null = null;
	const count = () => {
		if (since !== null) seenMs += performance.now() - since;
		since = document.visibilityState === 'visible' ? performance.now() : null;
	};
	const fill = ({ formData }: FormDataEvent) => {
		count();
		formData.set('seconds', Math.min(seenMs / 1000, 86_400).toFixed(1));
	};
	count();
	document.addEventListener('visibilitychange', count);
	form.addEventListener('formdata', fill);
	return () => {
		document.removeEventListener('visibilitychange', count);
		form.removeEventListener('formdata', fill);
	};
}

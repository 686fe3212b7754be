import type { Attachment } from 'svelte/attachments';

/** Keeps what is typed into a field in this browser until its form is reset, so that a reload loses nothing. */
export function draft(key: string): Attachment<HTMLTextAreaElement> {
	const stored = `caustic-draft-${key}`;
	return (field) => {
		const kept = sessionStorage.getItem(stored);
		if (kept && !field.value) {
			field.value = kept;
			// A bound value only follows input events.
			field.dispatchEvent(new Event('input', { bubbles: true }));
		}
		const keep = () => sessionStorage.setItem(stored, field.value);
		const forget = () => sessionStorage.removeItem(stored);
		const { form } = field;
		field.addEventListener('input', keep);
		form?.addEventListener('reset', forget);
		return () => {
			field.removeEventListener('input', keep);
			form?.removeEventListener('reset', forget);
		};
	};
}

/** A form's fields as a command takes them; those named here as lists, however many of them were chosen. */
export function formFields(form: FormData, lists: readonly string[] = []): Record<string, unknown> {
	const fields: Record<string, unknown> = Object.fromEntries(form);
	for (const name of lists) {
		if (form.has(name)) fields[name] = form.getAll(name).filter((value) => value !== '');
	}
	return fields;
}

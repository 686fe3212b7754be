/** A name as a file may be called on any system: letters, digits, dots and dashes. */
export function fileName(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/[^A-Za-z0-9.]+/g, '-')
		.replace(/^[-.]+|[-.]+$/g, '');
	return plain.slice(0, 60) || 'queue';
}

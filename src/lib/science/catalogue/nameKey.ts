/**
 * What two spellings of one name share: case, blanks and underscores are left out, the true minus sign is a hyphen, and pulsars
 * go with and without PSR (`PSR J0437-4715`, `j0437−4715`, `PSRB1641-45`). '' for a text without letters or digits.
 */
export function nameKey(name: string): string {
	const plain = name
		.normalize('NFKC')
		.replace(/[\u2010-\u2015\u2212]/g, '-')
		.replace(/[\s_]+/g, '')
		.toUpperCase();
	if (!/[\p{L}\p{N}]/u.test(plain)) return '';
	return plain.replace(/^PSR(?=[JB]\d)/, '');
}

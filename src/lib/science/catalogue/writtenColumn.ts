export type PositionFrame = 'icrs' | 'fk5' | 'galactic' | 'ecliptic';

/** A column as its file describes it: whatever is not said there is ''. */
export interface WrittenColumn {
	name: string;
	unit: string;
	ucd: string;
	/** What the file says that positions in it are in: icrs, fk5, fk4, galactic… */
	frame: string;
}

/** The name of a column in its shortest form: small letters and digits, without a unit in brackets. */
export function plainName(name: string): string {
	return name
		.toLowerCase()
		.replace(/[([].*?[)\]]/g, '')
		.replace(/[^a-z0-9]/g, '');
}

import { readCoordinates } from './readCoordinates.ts';

/** One line of a pasted list: where it points, in degrees ICRS, or what is wrong with it. Line numbers begin at 1. */
export type ListedPosition =
	| { line: number; text: string; kind: 'position'; ra: number; dec: number }
	/** `ra` and `dec` are read from the name itself, and are good to the digits it has. */
	| { line: number; text: string; kind: 'name'; name: string; ra: number; dec: number }
	| { line: number; text: string; kind: 'wrong'; problem: string };

/**
 * Reads positions and names, one a line, in every form `readCoordinates` knows; blank lines and lines that begin with # say
 * nothing.
 */
export function readPositionList(text: string): ListedPosition[] {
	return text.split(/\r\n|\r|\n/).flatMap((raw, index): ListedPosition[] => {
		const said = raw.trim();
		if (said === '' || said.startsWith('#')) return [];
		const listed = { line: index + 1, text: said.slice(0, 200) };
		const read = readCoordinates(said);
		if ('reason' in read) return [{ ...listed, kind: 'wrong', problem: read.reason }];
		const { ra, dec, name } = read;
		if (name === null) return [{ ...listed, kind: 'position', ra, dec }];
		return [{ ...listed, kind: 'name', name: name.toUpperCase(), ra, dec }];
	});
}

import { formatDec, formatRa } from './format.ts';
import { fk5ToIcrs, galacticToIcrs } from './frame.ts';
import { angleWords, plainSigns } from './angleWords.ts';
import { readAngle } from './readAngle.ts';

/** Frames a position can be given in. */
export const FRAMES = ['icrs', 'fk5', 'galactic'] as const;
export type Frame = (typeof FRAMES)[number];

/** Where a text points, in ICRS degrees, with what it was taken for; or why it points nowhere. */
export type Coordinates =
	| { ra: number; dec: number; frame: Frame; understood: string; name: string | null }
	| { reason: string };

type Pair = { first: number; second: number };

/**
 * Reads a position as people paste them: sexagesimal with spaces, colons or letters, decimal with or without a comma, names
 * that hold their position (J100024.0-301200 or G305.01+10.02, with any survey before), galactic as `l 123.4 b -5.6` or in that frame. A bare
 * number of degrees is degrees; base sixty before the declination is hours, unless it says ° or d.
 * @param frame What it is in where the text does not say so itself.
 */
export function readCoordinates(text: string, frame: Frame = 'icrs'): Coordinates {
	const plain = plainSigns(text).trim();
	if (plain === '') return { reason: 'There is nothing to read: give a position or a name.' };
	if (plain.length > 200) return { reason: 'A position has at most 200 characters.' };
	const name = namedPosition(plain) ?? namedGalactic(plain) ?? namedTooCoarsely(plain);
	if (name) return name;
	const said = frameSaid(plain);
	if (typeof said === 'string') return { reason: said };
	const meant = said.frame ?? frame;
	const words = angleWords(said.rest);
	if (typeof words === 'string') return { reason: words };
	const pair = readPair(words, meant);
	if (typeof pair === 'string') return { reason: pair };
	return { ...inIcrs(pair, meant), frame: meant, understood: told(pair, meant), name: null };
}

/** Which frame the text names, and the text without the name. */
function frameSaid(text: string): { frame: Frame | null; rest: string } | string {
	if (/\b(?:B1950(?:\.0)?|fk4)\b/i.test(text))
		return 'B1950 (FK4) positions are not read: turn them to J2000 first.';
	const galactic = /^\s*l\s*[=:]?\s*(.+?)[\s,;]+b\s*[=:]?\s*(.+)$/i.exec(text);
	if (galactic) return { frame: 'galactic', rest: `${galactic[1]} ${galactic[2]}` };
	const known: [RegExp, Frame][] = [
		[/\b(?:galactic|gal)\b\.?/i, 'galactic'],
		[/\b(?:fk5|J2000(?:\.0)?)\b/i, 'fk5'],
		[/\bicrs\b/i, 'icrs']
	];
	for (const [pattern, frame] of known)
		if (pattern.test(text)) return { frame, rest: text.replace(pattern, ' ') };
	return { frame: null, rest: text };
}

function readPair([first, second]: readonly [string, string], frame: Frame): Pair | string {
	const names =
		frame === 'galactic' ? ['longitude', 'latitude'] : ['right ascension', 'declination'];
	const longitude = readAngle(first, { sixtiesAre: frame === 'galactic' ? 'degrees' : 'hours' });
	const latitude = readAngle(second, { sixtiesAre: 'degrees' });
	if (Number.isNaN(longitude)) return `“${first}” is no ${names[0]}.`;
	if (Number.isNaN(latitude)) return `“${second}” is no ${names[1]}.`;
	if (longitude < 0 || longitude >= 360) {
		const isSwapped = Math.abs(longitude) <= 90 && Math.abs(latitude) > 90;
		const hint = isSwapped ? ' Are the two numbers swapped?' : '';
		return `A ${names[0]} lies from 0° to below 360°, “${first}” does not.${hint}`;
	}
	if (Math.abs(latitude) > 90) return `A ${names[1]} lies from −90° to 90°, “${second}” does not.`;
	return { first: longitude, second: latitude };
}

/** The digits of a name are truncated: it points to within its last digit. */
function namedPosition(text: string): Coordinates | null {
	const found =
		/^(?:[A-Za-z][\w.-]*[ _]+)?J(\d{2})(\d{2}(?:\.\d+)?)(\d{2}(?:\.\d*)?)?([+-])(\d{2})(\d{2}(?:\.\d+)?)(\d{2}(?:\.\d*)?)?$/i.exec(
			text
		);
	if (!found) return null;
	const [, hours, minutes, seconds, sign, degrees, arcmin, arcsec] = found;
	const sixties = (parts: (string | undefined)[]) => parts.filter(Boolean).join(':');
	const words = [sixties([hours, minutes, seconds]), sign + sixties([degrees, arcmin, arcsec])];
	const pair = readPair([words[0], words[1]], 'fk5');
	if (typeof pair === 'string')
		return { reason: `The digits of “${text}” are no position: ${pair}` };
	// J names are taken as they are: their digits are coarser than ICRS and FK5 are apart.
	const name = text.slice(text.toUpperCase().lastIndexOf('J'));
	return {
		ra: pair.first,
		dec: pair.second,
		frame: 'icrs',
		understood: `the position in the name ${name}: ${told(pair, 'icrs')}`,
		name
	};
}

/** Supernova remnants and sources of the plane are called by their galactic coordinates, in degrees. */
function namedGalactic(text: string): Coordinates | null {
	const found = /^(?:[A-Za-z][\w.-]*[ _]+)?(G(\d{1,3}(?:\.\d+)?)([+-]\d{1,2}(?:\.\d+)?))$/i.exec(
		text
	);
	if (!found) return null;
	const [, name, longitude, latitude] = found;
	const pair = readPair([longitude, latitude], 'galactic');
	if (typeof pair === 'string')
		return { reason: `The digits of “${text}” are no position: ${pair}` };
	const understood = `the position in the name ${name}: ${told(pair, 'galactic')}`;
	return { ...inIcrs(pair, 'galactic'), frame: 'galactic', understood, name };
}

/** Names whose digits say where an object is, but not well enough, or not for J2000. */
function namedTooCoarsely(text: string): Coordinates | null {
	const found = /^(?:[A-Za-z][\w.-]*[ _]+)?([BJ])\d{4}(?:\.\d+)?[+-]\d{2,4}$/i.exec(text);
	if (!found) return null;
	if (found[1].toUpperCase() === 'B')
		return {
			reason: `The digits of “${text}” are for the equinox B1950, and coarse: give its J name, or the position.`
		};
	return { reason: `The digits of “${text}” are too few for a position: give more of them.` };
}

function inIcrs({ first, second }: Pair, frame: Frame): { ra: number; dec: number } {
	switch (frame) {
		case 'icrs':
			return { ra: first, dec: second };
		case 'fk5':
			return fk5ToIcrs(first, second);
		case 'galactic':
			return galacticToIcrs(first, second);
	}
}

/** In base sixty and in degrees, so that hours taken for degrees are seen at once. */
function told({ first, second }: Pair, frame: Frame): string {
	const degrees = `${short(first)}°, ${short(second)}°`;
	if (frame === 'galactic') return `galactic l, b ${degrees}`;
	const sixties = `RA ${formatRa(first, 2)} Dec ${formatDec(second, 1)}`;
	return `${sixties} (${degrees}) ${frame === 'fk5' ? 'FK5 J2000' : 'ICRS'}`;
}

/** Six decimals of a degree are 4 mas; zeros that say nothing are left out. */
function short(degrees: number): string {
	return String(Number(degrees.toFixed(6)));
}

import { DEG_PER_RAD, normaliseRa } from '../sky/angles.ts';
import { eclipticToIcrs } from '../sky/ecliptic.ts';
import { fk5ToIcrs, galacticToIcrs } from '../sky/frame.ts';
import { readAngle } from '../sky/readAngle.ts';
import type { CatalogueLayout } from './recogniseColumns.ts';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The position that two cells hold, degrees ICRS, or why they hold none. */
export function readPosition(
	first: string,
	second: string,
	{ frame, unit }: Pick<CatalogueLayout, 'frame' | 'unit'>
): { ra: number; dec: number } | string {
	if (first === '' || second === '') return 'the position is missing';
	const words = frame === 'icrs' || frame === 'fk5' ? EQUATORIAL : AROUND;
	if (unit !== null && unit !== 'hours' && !DECIMAL.test(plain(first)))
		return `“${shown(first)}” is not a number of ${unit}`;
	const longitude = inDegrees(first, unit, words.sixtiesAre);
	if (!(longitude >= words.least && longitude < 360))
		return `“${shown(first)}” is no ${words.longitude}`;
	const latitude = inDegrees(second, unit === 'rad' ? 'rad' : null, 'degrees');
	if (!(Math.abs(latitude) <= 90)) return `“${shown(second)}” is no ${words.latitude}`;
	return inIcrs(longitude, latitude, frame);
}

const EQUATORIAL = {
	longitude: 'right ascension',
	latitude: 'declination',
	sixtiesAre: 'hours',
	least: 0
} as const;
/** Galactic and ecliptic longitudes are given from −180° as often as from 0°. */
const AROUND = {
	longitude: 'longitude',
	latitude: 'latitude',
	sixtiesAre: 'degrees',
	least: -180
} as const;

function inIcrs(
	longitude: number,
	latitude: number,
	frame: CatalogueLayout['frame']
): { ra: number; dec: number } {
	switch (frame) {
		case 'icrs':
			return { ra: longitude, dec: latitude };
		case 'fk5':
			return fk5ToIcrs(longitude, latitude);
		case 'galactic':
			return galacticToIcrs(normaliseRa(longitude), latitude);
		case 'ecliptic':
			return eclipticToIcrs(longitude, latitude);
	}
}

function inDegrees(
	text: string,
	unit: CatalogueLayout['unit'],
	sixtiesAre: 'hours' | 'degrees'
): number {
	const written = plain(text);
	const perUnit = unit === 'hours' ? 15 : unit === 'rad' ? DEG_PER_RAD : 1;
	if (DECIMAL.test(written)) return Number(written) * perUnit;
	return readAngle(written, { sixtiesAre });
}

const plain = (text: string) => text.replace('\u2212', '-');
const shown = (text: string) => text.slice(0, 40);

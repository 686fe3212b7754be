import { ARCSEC_PER_DEG, DEG } from '../sky/angles.ts';
import { eclipticMotionToIcrs, eclipticToIcrs, type Obliquity } from '../sky/ecliptic.ts';
import { readAngle, readDec } from '../sky/readAngle.ts';

/** The lines of one pulsar in the ATNF catalogue's psrcat.db, by their keys: value, and the error in units of its last digit. */
export type PsrcatRecord = Map<string, { value: string; error: number }>;

/**
 * With which obliquity ecliptic coordinates are turned: that of the catalogue's own program (cos ε = 0.91748213149438,
 * IERS technical note 21). Another would move a pulsar by 0.04″ at most.
 */
export const PSRCAT_OBLIQUITY: Obliquity = 'IERS 1992';

/** Taken over as they are written. */
const KEPT = [
	['DM', 'cm-3 pc'],
	['RM', 'rad m-2'],
	['S400', 'mJy'],
	['S1400', 'mJy'],
	['BINARY', ''],
	['PB', 'd'],
	['ASSOC', ''],
	['DIST_DM', 'kpc'],
	['SURVEY', '']
] as const;

/** The columns that a record becomes, in their order. */
export const PSRCAT_COLUMNS = [
	{ name: 'NAME', unit: '' },
	{ name: 'PSRJ', unit: '' },
	{ name: 'PSRB', unit: '' },
	{ name: 'RAJD', unit: 'deg' },
	{ name: 'DECJD', unit: 'deg' },
	{ name: 'POSERR', unit: 'arcsec' },
	{ name: 'POSFROM', unit: '' },
	{ name: 'TYPE', unit: '' },
	{ name: 'P0', unit: 's' },
	{ name: 'PMRA', unit: 'mas/yr' },
	{ name: 'PMDEC', unit: 'mas/yr' },
	{ name: 'POSEPOCH', unit: 'MJD' },
	...KEPT.map(([name, unit]) => ({ name, unit }))
];

/** One line of the file: a key, its value, and where there are its error and reference. null for a line without a value. */
export function psrcatLine(line: string): [string, { value: string; error: number }] | null {
	const [key, value, error] = line.trim().split(/\s+/);
	if (!key || value === undefined) return null;
	// Behind a value without an error stands its reference, which has letters.
	return [
		key.toUpperCase(),
		{ value, error: /^\d+(\.\d*)?$/.test(error ?? '') ? Number(error) : NaN }
	];
}

/** The cells of a record under PSRCAT_COLUMNS, or why it has no place on the sky. */
export function psrcatCells(record: PsrcatRecord): string[] | string {
	const cell = (key: string) => valueOf(record, key);
	const [psrj, psrb] = [cell('PSRJ'), cell('PSRB')];
	const name = cell('NAME') || psrb || psrj;
	if (name === '') return 'a record without PSRJ, PSRB or NAME';
	const position = record.has('RAJ') ? equatorial(record) : ecliptic(record);
	if (typeof position === 'string') return `${name}: ${position}`;
	const type = cell('TYPE');
	return [
		name,
		psrj,
		psrb,
		String(position.ra),
		String(position.dec),
		Number.isFinite(position.errorArcsec)
			? String(Number(position.errorArcsec.toPrecision(2)))
			: '',
		position.from,
		type === '' ? 'pulsar' : `pulsar (${type})`,
		period(record),
		...position.motion,
		cell('POSEPOCH') || cell('PEPOCH'),
		...KEPT.map(([key]) => cell(key))
	];
}

interface PulsarPosition {
	ra: number;
	dec: number;
	errorArcsec: number;
	from: string;
	/** In RA times cos dec, and in dec, mas a year; '' when not measured. */
	motion: [string, string];
}

function equatorial(record: PsrcatRecord): PulsarPosition | string {
	const [raText, decText] = [valueOf(record, 'RAJ'), valueOf(record, 'DECJ')];
	const ra = readHours(raText);
	if (!(ra >= 0 && ra < 360)) return `RAJ “${raText}” is no right ascension`;
	const dec = readDec(decText);
	if (Number.isNaN(dec)) return `DECJ “${decText}” is no declination`;
	const raError = lastDigitArcsec(raText) * 15 * Math.cos(dec * DEG) * errorOf(record, 'RAJ');
	const decError = lastDigitArcsec(decText) * errorOf(record, 'DECJ');
	return {
		ra,
		dec,
		errorArcsec: Math.max(raError, decError),
		from: 'RAJ, DECJ',
		motion: [valueOf(record, 'PMRA'), valueOf(record, 'PMDEC')]
	};
}

/** Degrees; a position known to the hour alone is written without a colon. NaN when it is no right ascension. */
function readHours(text: string): number {
	if (text.includes(':')) return readAngle(text, { sixtiesAre: 'hours' });
	return text === '' ? NaN : Number(text) * 15;
}

/** ELONG and ELAT are of the ecliptic: read as galactic ones they would be anywhere. */
function ecliptic(record: PsrcatRecord): PulsarPosition | string {
	const [longitude, latitude] = [valueOf(record, 'ELONG'), valueOf(record, 'ELAT')];
	if (longitude === '' || latitude === '') return 'neither RAJ and DECJ nor ELONG and ELAT';
	const at = { longitudeDeg: Number(longitude), latitudeDeg: Number(latitude) };
	if (!(at.longitudeDeg >= 0 && at.longitudeDeg < 360))
		return `ELONG “${longitude}” is no longitude`;
	if (!(Math.abs(at.latitudeDeg) <= 90)) return `ELAT “${latitude}” is no latitude`;
	const errors = [
		lastDecimal(longitude) * Math.cos(at.latitudeDeg * DEG) * errorOf(record, 'ELONG'),
		lastDecimal(latitude) * errorOf(record, 'ELAT')
	];
	return {
		...eclipticToIcrs(at.longitudeDeg, at.latitudeDeg, PSRCAT_OBLIQUITY),
		errorArcsec: Math.max(...errors) * ARCSEC_PER_DEG,
		from: `ELONG, ELAT (obliquity ${PSRCAT_OBLIQUITY})`,
		motion: eclipticMotion(record, at)
	};
}

function eclipticMotion(
	record: PsrcatRecord,
	at: { longitudeDeg: number; latitudeDeg: number }
): [string, string] {
	const motion = {
		longitude: Number(record.get('PMELONG')?.value ?? NaN),
		latitude: Number(record.get('PMELAT')?.value ?? NaN)
	};
	if (!Number.isFinite(motion.longitude + motion.latitude)) return ['', ''];
	const { ra, dec } = eclipticMotionToIcrs(motion, at, PSRCAT_OBLIQUITY);
	return [ra.toFixed(4), dec.toFixed(4)];
}

/** The file keeps whichever of period and frequency was measured. */
function period(record: PsrcatRecord): string {
	const p0 = record.get('P0')?.value;
	if (p0 !== undefined) return p0;
	const f0 = Number(record.get('F0')?.value);
	return f0 > 0 ? String(Number((1 / f0).toPrecision(12))) : '';
}

const valueOf = (record: PsrcatRecord, key: string) => record.get(key)?.value ?? '';
const errorOf = (record: PsrcatRecord, key: string) => record.get(key)?.error ?? NaN;

/** What one of the last digit of an angle in base sixty is worth, in the seconds of its own kind. */
function lastDigitArcsec(text: string): number {
	const colons = text.split(':').length - 1;
	return (3600 / 60 ** colons) * lastDecimal(text);
}

function lastDecimal(text: string): number {
	const decimals = /\.(\d*)$/.exec(text)?.[1].length ?? 0;
	return 10 ** -decimals;
}

import { plainName, type WrittenColumn } from './writtenColumn.ts';

/** Where a catalogue keeps proper motions, as places from 0. The one in RA is times cos dec, as ATNF, Gaia and Hipparcos give it. */
export interface MotionColumns {
	pmRa: number;
	pmDec: number;
	/** An MJD, or a Julian year. */
	epoch: number;
	/** Mas a year in one of the columns' own unit. */
	masPerYear: number;
}

/** null where a catalogue has none, or none with the time that its positions are of: then they stay where they are. */
export function recogniseMotion(columns: WrittenColumn[]): MotionColumns | null {
	const names = columns.map(({ name }) => plainName(name));
	const place = (...known: string[]) => names.findIndex((name) => known.includes(name));
	const pmRa = place('pmra', 'pmracosdec');
	const pmDec = place('pmdec', 'pmde');
	const epoch = place('posepoch', 'refepoch', 'epoch', 'epochmjd');
	if (pmRa < 0 || pmDec < 0 || epoch < 0) return null;
	const masPerYear = masPerYearIn(columns[pmRa].unit);
	return masPerYear === null ? null : { pmRa, pmDec, epoch, masPerYear };
}

/** null for seconds of time a year and other units: a motion in them would be taken for one 15 times as small. */
function masPerYearIn(unit: string): number | null {
	const plain = unit.toLowerCase().replace(/[\s.*]/g, '');
	if (/^(|mas(\/|)(yr|a|year)(-1)?)$/.test(plain)) return 1;
	return /^arcsec(\/|)(yr|a|year)(-1)?$/.test(plain) ? 1000 : null;
}

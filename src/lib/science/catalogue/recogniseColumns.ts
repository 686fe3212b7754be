import { FRAME_NAMES, MAIN_UCDS, NAME_COLUMNS, PAIRS, TYPE_COLUMNS } from './columnNames.ts';
import { recogniseMotion, type MotionColumns } from './motionColumns.ts';
import { plainName, type PositionFrame, type WrittenColumn } from './writtenColumn.ts';

/** How a bare number in the first column is meant; in base sixty right ascensions are hours. null: degrees, or base sixty. */
export type PositionUnit = 'deg' | 'hours' | 'rad' | null;

/** Which columns of a catalogue mean what, as places from 0. */
export interface CatalogueLayout {
	/** Right ascension, or a longitude. */
	ra: number;
	dec: number;
	frame: PositionFrame;
	unit: PositionUnit;
	name: number | null;
	/** Other columns that name the same thing. */
	otherNames: number[];
	type: number | null;
	motion: MotionColumns | null;
}

/** What a person says about the columns, by their names; what is left out is recognised. */
export interface LayoutWishes {
	ra?: string;
	dec?: string;
	name?: string;
	type?: string;
	frame?: PositionFrame;
	unit?: Exclude<PositionUnit, null>;
}

/** What cannot be told or does not fit, with the wish that it is about. */
export interface LayoutProblem {
	field: keyof LayoutWishes;
	reason: string;
}

/** Finds positions, names and types by what a person says, by UCD and by the names that catalogues use. */
export function recogniseColumns(
	columns: WrittenColumn[],
	wishes: LayoutWishes = {}
): CatalogueLayout | LayoutProblem {
	const position = recognisePosition(columns, wishes);
	if ('reason' in position) return position;
	const name = wishedColumn(columns, wishes.name, 'name');
	if (isProblem(name)) return name;
	const type = wishedColumn(columns, wishes.type, 'type');
	if (isProblem(type)) return type;
	const namePlace = name ?? mainColumn(columns, NAME_COLUMNS, MAIN_UCDS.name);
	const isEquatorial = position.frame === 'icrs' || position.frame === 'fk5';
	return {
		...position,
		name: namePlace,
		otherNames: otherNames(columns, namePlace),
		type: type ?? mainColumn(columns, TYPE_COLUMNS, MAIN_UCDS.type),
		motion: isEquatorial ? recogniseMotion(columns) : null
	};
}

function recognisePosition(
	columns: WrittenColumn[],
	wishes: LayoutWishes
): Pick<CatalogueLayout, 'ra' | 'dec' | 'frame' | 'unit'> | LayoutProblem {
	const { ra, dec } = wishes;
	const pair = ra || dec ? wishedPair(columns, wishes) : knownPair(columns);
	if ('reason' in pair) return pair;
	const frame = wishes.frame ?? frameOf(columns[pair.ra]);
	if (frame === null) return { field: 'frame', reason: oldFrame(columns[pair.ra]) };
	const unit = wishes.unit ?? unitOf(columns[pair.ra]);
	if (unit === undefined) return { field: 'unit', reason: strangeUnit(columns[pair.ra]) };
	return { ...pair, frame, unit };
}

type Pair = Pick<CatalogueLayout, 'ra' | 'dec'>;

function wishedPair(columns: WrittenColumn[], { ra, dec }: LayoutWishes): Pair | LayoutProblem {
	const first = wishedColumn(columns, ra, 'ra');
	if (isProblem(first)) return first;
	const second = wishedColumn(columns, dec, 'dec');
	if (isProblem(second)) return second;
	if (first !== null && second !== null && first !== second) return { ra: first, dec: second };
	const field = ra ? 'dec' : 'ra';
	return { field, reason: 'A position is in two different columns: name both of them.' };
}

function knownPair(columns: WrittenColumn[]): Pair | LayoutProblem {
	const byUcd = [MAIN_UCDS.ra, MAIN_UCDS.dec].map((ucd) =>
		columns.findIndex((column) => ucd.test(column.ucd))
	);
	if (byUcd[0] >= 0 && byUcd[1] >= 0) return { ra: byUcd[0], dec: byUcd[1] };
	const names = columns.map(({ name }) => plainName(name));
	for (const [first, second] of PAIRS) {
		const found = [names.indexOf(first), names.indexOf(second)];
		if (found[0] >= 0 && found[1] >= 0) return { ra: found[0], dec: found[1] };
	}
	return {
		field: 'ra',
		reason: `No columns of a position were recognised among ${listed(columns)}.`
	};
}

/** The place of the column asked for, null when none is, or what is wrong. */
function wishedColumn(
	columns: WrittenColumn[],
	wish: string | undefined,
	field: keyof LayoutWishes
): number | null | LayoutProblem {
	if (!wish) return null;
	const exact = columns.findIndex(({ name }) => name === wish);
	if (exact >= 0) return exact;
	const small = wish.trim().toLowerCase();
	const similar = columns.findIndex(({ name }) => name.trim().toLowerCase() === small);
	if (similar >= 0) return similar;
	return { field, reason: `There is no column “${wish.slice(0, 60)}” among ${listed(columns)}.` };
}

function isProblem(found: number | null | LayoutProblem): found is LayoutProblem {
	return typeof found === 'object' && found !== null;
}

function listed(columns: WrittenColumn[]): string {
	const more = columns.length > 20 ? ` and ${columns.length - 20} more` : '';
	const names = columns.slice(0, 20).map(({ name }) => name.slice(0, 40));
	return names.join(', ') + more;
}

function mainColumn(
	columns: WrittenColumn[],
	known: readonly string[],
	ucd: RegExp
): number | null {
	const byUcd = columns.findIndex((column) => ucd.test(column.ucd));
	if (byUcd >= 0) return byUcd;
	const names = columns.map(({ name }) => plainName(name));
	for (const name of known) if (names.includes(name)) return names.indexOf(name);
	return null;
}

function otherNames(columns: WrittenColumn[], name: number | null): number[] {
	return columns.flatMap((column, place) => {
		const isName =
			/^meta\.id(;|$)/i.test(column.ucd) ||
			NAME_COLUMNS.slice(0, -1).includes(plainName(column.name));
		return isName && place !== name ? [place] : [];
	});
}

/** null: an old one that positions are not turned from. */
function frameOf({ name, ucd, frame }: WrittenColumn): PositionFrame | null {
	if (/fk4|b1950/i.test(frame) || /1950/.test(name)) return null;
	for (const [pattern, known] of FRAME_NAMES)
		if (pattern.test(frame) || pattern.test(ucd) || pattern.test(plainName(name))) return known;
	return 'icrs';
}

function oldFrame({ name }: WrittenColumn): string {
	return `The positions in ${name} are of B1950 (FK4), which is not read: turn them to J2000 first, or name other columns.`;
}

/** undefined: none that angles have. */
function unitOf({ name, unit }: WrittenColumn): PositionUnit | undefined {
	const inName = /[([]([^)\]]*)[)\]]\s*$/.exec(name)?.[1] ?? '';
	const said = (unit || inName).trim().toLowerCase().replaceAll('"', '');
	if (said === '') return null;
	if (/^(deg|degrees?|°|d|degree_angle)$/.test(said)) return 'deg';
	if (/^(h|hr|hours?|hourangle)$/.test(said)) return 'hours';
	if (/^(rad|radians?)$/.test(said)) return 'rad';
	if (/^(hms|h:m:s|hh:mm:ss.*|dms|d:m:s|dd:mm:ss.*|j2000.*|icrs)$/.test(said)) return null;
	return unit === '' ? null : undefined;
}

function strangeUnit({ name, unit }: WrittenColumn): string {
	return `The unit of ${name} is “${unit.slice(0, 40)}”: say whether it is deg, hours or rad.`;
}

import type { PositionFrame } from './writtenColumn.ts';

/** Columns that hold a position together, by their plain names; the first pair that is there counts. */
export const PAIRS: readonly (readonly [string, string])[] = [
	['ra', 'dec'],
	['ra', 'de'],
	['radeg', 'decdeg'],
	['radeg', 'dedeg'],
	['raicrs', 'deicrs'],
	['raicrs', 'decicrs'],
	['raj2000', 'dej2000'],
	['raj2000', 'decj2000'],
	['ra2000', 'dec2000'],
	['rajd', 'decjd'],
	['raj', 'decj'],
	['alphaj2000', 'deltaj2000'],
	['radegcont', 'decdegcont'],
	['ramean', 'decmean'],
	['sra', 'sdec'],
	['rahms', 'decdms'],
	['rahms', 'dedms'],
	['rahmscont', 'decdmscont'],
	['rightascension', 'declination'],
	['alpha', 'delta'],
	['glon', 'glat'],
	['gl', 'gb'],
	['l', 'b'],
	['elong', 'elat'],
	['elon', 'elat'],
	['eclon', 'eclat'],
	['ecllon', 'ecllat']
];

/** Columns that name a row, the likeliest first. The last is a number in most catalogues. */
export const NAME_COLUMNS: readonly string[] = [
	'name',
	'sourcename',
	'mainid',
	'psrj',
	'psrb',
	'jname',
	'bname',
	'psr',
	'objname',
	'object',
	'objectname',
	'designation',
	'identifier',
	'componentname',
	'sourceid',
	'catid',
	'id'
];

export const TYPE_COLUMNS: readonly string[] = [
	'otype',
	'objtype',
	'objecttype',
	'type',
	'class',
	'classification',
	'maintype',
	'sptype'
];

/** UCD1+ and, with underscores, UCD1. */
export const MAIN_UCDS = {
	ra: /^(pos\.eq\.ra;meta\.main|POS_EQ_RA_MAIN)$/i,
	dec: /^(pos\.eq\.dec;meta\.main|POS_EQ_DEC_MAIN)$/i,
	name: /^(meta\.id;meta\.main|ID_MAIN)$/i,
	type: /^(src\.class(;meta\.main)?|CLASS_OBJECT)$/i
};

/** In a file's own word for its frame, in a UCD, or in a column's plain name. */
export const FRAME_NAMES: readonly (readonly [RegExp, PositionFrame])[] = [
	[/fk5/i, 'fk5'],
	[/galactic|^glon$|^gl$|^l$/i, 'galactic'],
	[/ecliptic|^ecl_|^elong$|^elon$|^eclon$|^ecllon$/i, 'ecliptic']
];

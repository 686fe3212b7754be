import { FloatColumn, IntColumn } from './columns.ts';

/**
 * What the association knows between two epochs (spec/pipeline.md §4.1), as two tables of columns.
 * Sources count from 0, so the next free id (the reference's max(S.source)+1) is always `c.n`.
 */
export interface AssociationState {
	/** S: every (measurement, source) pair so far. A measurement appears again when its source forks. */
	s: {
		n: number;
		source: IntColumn;
		image: IntColumn;
		row: IntColumn;
		/** arcsec */
		d2d: FloatColumn;
		dr: FloatColumn;
		/** Next row of the same source, −1 after its last: forks copy a history without a search. */
		next: IntColumn;
	};
	/** C: one row per source, indexed by the source's id. */
	c: {
		n: number;
		firstRow: IntColumn;
		lastRow: IntColumn;
		/** Running position, degrees, right ascension in [0, 360). NaN until the source has a row. */
		ra: FloatColumn;
		dec: FloatColumn;
		/** σ of the running position, degrees. NaN while no row of the source has a usable weight. */
		uncertaintyEw: FloatColumn;
		uncertaintyNs: FloatColumn;
		/** First measured position, the origin of the sums below. */
		originRa: FloatColumn;
		originDec: FloatColumn;
		/** Σ weight·(offset from the origin) and Σ weight, deg⁻¹ and deg⁻². */
		offsetEw: FloatColumn;
		offsetNs: FloatColumn;
		weightEw: FloatColumn;
		weightNs: FloatColumn;
	};
	/** Per source, the sources it shares a measurement or a fork with, oldest first. */
	related: Map<number, Set<number>>;
}

export function emptyState(): AssociationState {
	return {
		s: {
			n: 0,
			source: new IntColumn(),
			image: new IntColumn(),
			row: new IntColumn(),
			d2d: new FloatColumn(),
			dr: new FloatColumn(),
			next: new IntColumn()
		},
		c: {
			n: 0,
			firstRow: new IntColumn(),
			lastRow: new IntColumn(),
			ra: new FloatColumn(),
			dec: new FloatColumn(),
			uncertaintyEw: new FloatColumn(),
			uncertaintyNs: new FloatColumn(),
			originRa: new FloatColumn(),
			originDec: new FloatColumn(),
			offsetEw: new FloatColumn(),
			offsetNs: new FloatColumn(),
			weightEw: new FloatColumn(),
			weightNs: new FloatColumn()
		},
		related: new Map()
	};
}

/** Columns of C that are unknown, and sums that are 0, until a source has a row. */
const UNKNOWN = ['ra', 'dec', 'uncertaintyEw', 'uncertaintyNs', 'originRa', 'originDec'] as const;
const SUMS = ['offsetEw', 'offsetNs', 'weightEw', 'weightNs'] as const;

/** A source without rows or position yet. Returns its id. */
export function newSource({ c }: AssociationState): number {
	c.firstRow.push(-1);
	c.lastRow.push(-1);
	for (const name of UNKNOWN) c[name].push(NaN);
	for (const name of SUMS) c[name].push(0);
	return c.n++;
}

export interface SourceRow {
	source: number;
	image: number;
	row: number;
	d2d: number;
	dr: number;
}

/** Appends one row to S and to its source's history. Positions are not touched. */
export function appendRow({ s, c }: AssociationState, entry: SourceRow): void {
	s.source.push(entry.source);
	s.image.push(entry.image);
	s.row.push(entry.row);
	s.d2d.push(entry.d2d);
	s.dr.push(entry.dr);
	s.next.push(-1);
	const last = c.lastRow.values[entry.source];
	if (last < 0) c.firstRow.values[entry.source] = s.n;
	else s.next.values[last] = s.n;
	c.lastRow.values[entry.source] = s.n++;
}

/** A new source with a copy of the whole history of `original`, its sums and position included. */
export function forkSource(state: AssociationState, original: number): number {
	const { s, c } = state;
	const fork = newSource(state);
	const end = c.lastRow.values[original];
	for (let k = c.firstRow.values[original]; k >= 0; k = s.next.values[k]) {
		appendRow(state, {
			source: fork,
			image: s.image.values[k],
			row: s.row.values[k],
			d2d: s.d2d.values[k],
			dr: s.dr.values[k]
		});
		if (k === end) break;
	}
	for (const name of [...UNKNOWN, ...SUMS]) c[name].values[fork] = c[name].values[original];
	return fork;
}

/** Notes that `other` is related to `source`. A source is never related to itself. */
export function relate(state: AssociationState, source: number, other: number): void {
	if (source === other) return;
	const known = state.related.get(source);
	if (known) known.add(other);
	else state.related.set(source, new Set([other]));
}

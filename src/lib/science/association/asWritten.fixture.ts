import { epochRows } from './epochRows.ts';
import { deRuiterRadius } from './deRuiter.ts';
import { separationDeg } from '../sky/separation.ts';
import type { RunImage, RunOptions } from '../run/types.ts';

/** Rows of S and C as spec/pipeline.md §4 lists them, sources counted from 1. */
interface Row {
	measurement: string;
	source: number;
	related: number[];
	d2d: number;
	dr: number;
	ra: number;
	dec: number;
	uncertaintyEw: number;
	uncertaintyNs: number;
}
interface Candidate extends Row {
	k: number;
}

/**
 * The association word by word as in spec/pipeline.md §4.3 to §4.5: tables of rows that are searched from end to end, relations
 * on rows. Only for specs, whose fields are small. RA stays away from 0.1°, where the reference's mean fails.
 */
export function associatedAsWritten(images: RunImage[], epochs: number[][], options: RunOptions) {
	let s: Row[] = [];
	let c: Row[] = [];
	for (const members of epochs) {
		const news = rowsOf(images, members);
		const limit =
			options.method === 'deruiter'
				? (options.deruiterBeamwidthLimit * images[members[0]].beamBmaj * 3600) / 2
				: options.radiusArcsec;
		const match = options.method === 'basic' ? basic : advanced;
		({ s, c } = match(s, c, news, { limit, options }));
		c = c.map((row) => averaged(row, s));
	}
	return { s, c };
}

type Limits = { limit: number; options: RunOptions };

function basic(s: Row[], c: Row[], news: Row[], { limit }: Limits) {
	const rows = news.map((row, k): Candidate => {
		const nearest = c
			.map((base, i) => ({ i, d2d: arcsec(base, row) }))
			.sort((a, b) => a.d2d - b.d2d || a.i - b.i)
			.at(0);
		if (!nearest || nearest.d2d > limit) return { ...row, k };
		return { ...row, k, source: c[nearest.i].source, d2d: nearest.d2d };
	});
	const forked = oneToMany(s, rows, 'd2d');
	let next = highest(forked.s) + 1;
	for (const row of forked.rows) if (row.source < 0) row.source = next++;
	const listed = c.map((row) => row.source);
	return {
		s: [...forked.s, ...forked.rows],
		c: [...c, ...forked.rows.filter((row) => !listed.includes(row.source))]
	};
}

function advanced(s: Row[], c: Row[], news: Row[], { limit, options }: Limits) {
	const distance = options.method === 'deruiter' ? 'dr' : 'd2d';
	let candidates: Candidate[] = [];
	for (const base of c) {
		for (const [k, row] of news.entries()) {
			const d2d = arcsec(base, row);
			const dr = distance === 'dr' ? deRuiterRadius(base, row) : 0;
			if (d2d > limit || dr > options.deruiterRadius) continue;
			candidates.push({ ...row, k, source: base.source, related: base.related, d2d, dr });
		}
	}
	const many = candidates.filter(
		(p) =>
			candidates.filter((q) => q.k === p.k).length > 1 &&
			candidates.filter((q) => q.source === p.source).length > 1
	);
	const least = (k: number) => Math.min(...many.filter((q) => q.k === k).map((q) => q[distance]));
	candidates = candidates.filter((p) => !many.includes(p) || p[distance] === least(p.k));

	const forked = oneToMany(s, candidates, distance);
	const matched = forked.rows.map((p, _, all) => {
		const sharing = all.filter((q) => q.k === p.k && q.source !== p.source);
		return { ...p, related: [...sharing.map((q) => q.source), ...p.related] };
	});
	let next = highest(forked.s) + 1;
	const unmatched = news
		.filter((_, k) => matched.every((p) => p.k !== k))
		.map((row) => ({ ...row, source: next++ }));
	const listed = [...c, ...unmatched].map((row) => row.source);
	return {
		s: [...forked.s, ...matched, ...unmatched],
		c: [...c, ...unmatched, ...matched.filter((row) => !listed.includes(row.source))]
	};
}

function oneToMany(s: Row[], rows: Candidate[], distance: 'd2d' | 'dr') {
	const settled = rows.map((row) => ({ ...row }));
	const copies: Row[] = [];
	let next = highest(s) + 1;
	const sources = [...new Set(rows.map((row) => row.source))].filter((source) => source > 0);
	for (const source of sources.sort((a, b) => a - b)) {
		const group = settled
			.filter((row) => row.source === source)
			.sort((a, b) => a[distance] - b[distance]);
		const [nearest, ...others] = group;
		for (const row of others) {
			row.source = next++;
			row.related = [source];
			nearest.related = [...nearest.related, row.source];
			const history = s.filter((old) => old.source === source);
			copies.push(...history.map((old) => ({ ...old, source: row.source, related: [] })));
		}
	}
	return { s: [...s, ...copies], rows: settled };
}

/** §4.5, with the wrap rule. */
function averaged(row: Row, s: Row[]): Row {
	const own = s.filter((other) => other.source === row.source);
	const sum = (term: (row: Row) => number) => own.reduce((total, other) => total + term(other), 0);
	const weightEw = sum((other) => other.uncertaintyEw ** -2);
	const weightNs = sum((other) => other.uncertaintyNs ** -2);
	const wrapped = (ra: number) => (ra <= 0.1 ? ra + 360 : ra);
	const ra = sum((other) => wrapped(other.ra) * other.uncertaintyEw ** -2) / weightEw;
	return {
		...row,
		ra: ra >= 360 ? ra - 360 : ra,
		dec: sum((other) => other.dec * other.uncertaintyNs ** -2) / weightNs,
		uncertaintyEw: weightEw ** -0.5,
		uncertaintyNs: weightNs ** -0.5,
		related: [...new Set(own.flatMap((other) => other.related))]
	};
}

function rowsOf(images: RunImage[], members: number[]): Row[] {
	const rows = epochRows(images, members, 0);
	return Array.from({ length: rows.n }, (_, k) => ({
		measurement: `${images[rows.image[k]].name}#${rows.row[k]}`,
		source: -1,
		related: [],
		d2d: 0,
		dr: 0,
		ra: rows.ra[k],
		dec: rows.dec[k],
		uncertaintyEw: rows.uncertaintyEw[k],
		uncertaintyNs: rows.uncertaintyNs[k]
	}));
}

function arcsec(a: Row, b: Row): number {
	return separationDeg(a.ra, a.dec, b.ra, b.dec) * 3600;
}

function highest(s: Row[]): number {
	return s.reduce((most, row) => Math.max(most, row.source), 0);
}

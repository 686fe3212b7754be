import { describe, expect, test } from 'vitest';
import { associateEpoch } from '#science/association/associate.ts';
import { matchBasic } from '#science/association/basic.ts';
import { IntColumn } from '#science/association/columns.ts';
import { nearestOfManyToMany } from '#science/association/manyToMany.ts';
import type { Candidates, EpochRows } from '#science/association/method.ts';
import { forkOneToMany } from '#science/association/oneToMany.ts';
import {
	appendRow,
	emptyState,
	newSource,
	type AssociationState
} from '#science/association/state.ts';
import { hasOracle, noticeWithoutOracle, oracleText } from './kit/oracle.ts';

/** Six decimals, as the tables are printed; arcsec. */
const D2D_DECIMALS = 6;

noticeWithoutOracle();

describe.skipIf(!hasOracle).each([
	{ method: 'basic', once: 'skyc2_srcs_nodup', twice: 'skyc2_srcs_dup', out: 'skyc2_srcs_out' },
	{
		method: 'advanced',
		once: 'temp_srcs_nodup',
		twice: 'temp_srcs_dup',
		out: 'temp_srcs_advanced_out'
	}
])('one-to-many, $method', ({ once, twice, out }) => {
	test('sources matched once stay as they are', async () => {
		const { state, matches, before } = await forked(once);
		expect([...matches.source]).toEqual([...before.source]);
		expect(state.related.size).toBe(0);
		expect(rowsOf(state)).toEqual(expectedRows(await table('sources_df_in')));
	});

	test('sources matched several times fork, nearest first, and copy their histories', async () => {
		const { state, matches } = await forked(twice);
		const expected = await table(out);
		expect([...matches.source].map((source) => source + 1)).toEqual(expected.map(sourceIn));
		// `related` of the reference sits on the row; ours on the row's source.
		expect(
			[...matches.source].map((source) =>
				[...(state.related.get(source) ?? [])].map((other) => other + 1)
			)
		).toEqual(expected.map((row) => listIn(row.related ?? row.related_skyc1)));
		expect(rowsOf(state)).toEqual(expectedRows(await table('sources_df_out')));
	});
});

describe.skipIf(!hasOracle)('many-to-many, advanced', () => {
	test('each row keeps its nearest source of those with other rows', async () => {
		const matches = matchesOf(await table('temp_srcs_dup'));
		const kept = nearestOfManyToMany(matches, ({ d2d }) => d2d);
		expect(kept).toEqual(matchesOf(await table('temp_srcs_advanced_drop')));
	});

	test('without a row and a source that are both matched several times nothing goes', async () => {
		const matches = matchesOf(await table('temp_srcs_nodup'));
		expect(nearestOfManyToMany(matches, ({ d2d }) => d2d)).toEqual(matches);
	});
});

describe.skipIf(!hasOracle)('basic association, 10″', () => {
	test('two of three rows find their source, the third becomes one', async () => {
		const state = emptyState();
		const catalogue = new IntColumn();
		const options = { method: matchBasic, catalogue, radiusDeg: 10 / 3600, deruiterRadius: 0 };
		for (const epoch of ['skyc1_srcs_in', 'skyc2_srcs_in']) {
			associateEpoch(state, epochOf(await table(epoch)), options);
		}

		const expected = await table('sources_df_basic_out');
		expect([...state.s.source.trimmed()].map((source) => source + 1)).toEqual(
			expected.map(sourceIn)
		);
		state.s.d2d
			.trimmed()
			.forEach((d2d, k) => expect(d2d).toBeCloseTo(Number(expected[k].d2d), D2D_DECIMALS));
		const base = await table('skyc1_srcs_out');
		expect([...catalogue.trimmed()].map((source) => source + 1)).toEqual(base.map(sourceIn));
		expect(state.c.ra.values[2]).toBe(Number(base[2].ra));
		expect(state.c.dec.values[2]).toBe(Number(base[2].dec));
	});
});

type TextRow = Record<string, string>;

/** The tables quote nothing but lists such as "[5, 6]". */
async function table(name: string): Promise<TextRow[]> {
	const [header, ...lines] = (await oracleText(`unit-association/${name}.csv`))
		.trim()
		.split(/\r?\n/);
	const columns = header.split(',');
	return lines.map((line) => {
		const cells = Array.from(line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g), (m) => m[1] ?? m[2]);
		return Object.fromEntries(columns.map((column, k) => [column, cells[k]]));
	});
}

function sourceIn(row: TextRow): number {
	return Number(row.source ?? row.source_skyc1);
}

function listIn(text: string): number[] {
	return Array.from(text.matchAll(/\d+/g), Number);
}

/** The matches of a table after one-to-many, on the sources of the reference's test. */
async function forked(name: string) {
	const state = await stateOf('sources_df_in');
	const matches = matchesOf(await table(name));
	const before = { source: matches.source.slice() };
	forkOneToMany(state, matches, matches.d2d);
	return { state, matches, before };
}

/** S with the rows of a table; their sources, which count from 1 there, count from 0 here. */
async function stateOf(name: string): Promise<AssociationState> {
	const state = emptyState();
	for (const row of await table(name)) {
		const source = sourceIn(row) - 1;
		while (state.c.n <= source) newSource(state);
		appendRow(state, { source, image: 0, row: 0, d2d: Number(row.d2d), dr: 0 });
	}
	return state;
}

function rowsOf({ s }: AssociationState): [number, number][] {
	return [...s.source.trimmed()].map((source, k) => [source + 1, s.d2d.values[k]]);
}

function expectedRows(rows: TextRow[]): [number, number][] {
	return rows.map((row) => [sourceIn(row), Number(row.d2d)]);
}

function matchesOf(rows: TextRow[]): Candidates {
	return {
		n: rows.length,
		epochRow: Int32Array.from(rows, (row, k) => Number(row.index_old_skyc2 ?? k)),
		source: Int32Array.from(rows, (row) => sourceIn(row) - 1),
		d2d: Float64Array.from(rows, (row) => Number(row.d2d)),
		dr: Float64Array.from(rows, (row) => Number(row.dr ?? 0))
	};
}

function epochOf(rows: TextRow[]): EpochRows {
	const ones = new Float64Array(rows.length).fill(1);
	return {
		n: rows.length,
		image: new Int32Array(rows.length),
		row: Int32Array.from(rows.keys()),
		ra: Float64Array.from(rows, (row) => Number(row.ra)),
		dec: Float64Array.from(rows, (row) => Number(row.dec)),
		uncertaintyEw: ones,
		uncertaintyNs: ones,
		weightEw: ones,
		weightNs: ones
	};
}

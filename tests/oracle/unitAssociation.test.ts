import { describe, expect, test } from 'vitest';
import { appendEpoch } from '#science/association/associate.ts';
import { matchBasic } from '#science/association/basic.ts';
import type { EpochRows, Matches } from '#science/association/method.ts';
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

describe.skipIf(!hasOracle)('one-to-many, basic', () => {
	test('sources matched once stay as they are', async () => {
		const state = await stateOf('sources_df_in');
		const matches = matchesOf(await table('skyc2_srcs_nodup'));
		const before = [...matches.source];
		forkOneToMany(state, matches, matches.d2d);
		expect([...matches.source]).toEqual(before);
		expect(state.related.size).toBe(0);
		expect(rowsOf(state)).toEqual(expectedRows(await table('sources_df_in')));
	});

	test('sources matched several times fork, nearest first, and copy their histories', async () => {
		const state = await stateOf('sources_df_in');
		const matches = matchesOf(await table('skyc2_srcs_dup'));
		forkOneToMany(state, matches, matches.d2d);
		const expected = await table('skyc2_srcs_out');
		expect([...matches.source].map((source) => source + 1)).toEqual(
			expected.map((row) => Number(row.source))
		);
		// `related` of the reference sits on the row; ours on the row's source.
		expect(
			[...matches.source].map((source) =>
				[...(state.related.get(source) ?? [])].map((other) => other + 1)
			)
		).toEqual(expected.map((row) => listIn(row.related)));
		expect(rowsOf(state)).toEqual(expectedRows(await table('sources_df_out')));
	});
});

describe.skipIf(!hasOracle)('basic association, 10″', () => {
	test('two of three rows find their source, the third becomes one', async () => {
		const base = epochOf(await table('skyc1_srcs_in'));
		const epoch = epochOf(await table('skyc2_srcs_in'));
		const state = emptyState();
		const limits = { radiusDeg: 10 / 3600 };
		appendEpoch(state, base, matchBasic(state, base, limits));
		appendEpoch(state, epoch, matchBasic(state, epoch, limits));

		const expected = await table('sources_df_basic_out');
		expect([...state.s.source.trimmed()].map((source) => source + 1)).toEqual(
			expected.map((row) => Number(row.source))
		);
		state.s.d2d
			.trimmed()
			.forEach((d2d, k) => expect(d2d).toBeCloseTo(Number(expected[k].d2d), D2D_DECIMALS));
		const catalogue = await table('skyc1_srcs_out');
		expect([...state.catalogue.trimmed()].map((source) => source + 1)).toEqual(
			catalogue.map((row) => Number(row.source))
		);
		expect(state.c.ra.values[2]).toBe(Number(catalogue[2].ra));
		expect(state.c.dec.values[2]).toBe(Number(catalogue[2].dec));
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

function listIn(text: string): number[] {
	return Array.from(text.matchAll(/\d+/g), Number);
}

/** S with the rows of a table; their sources, which count from 1 there, count from 0 here. */
async function stateOf(name: string): Promise<AssociationState> {
	const state = emptyState();
	for (const row of await table(name)) {
		const source = Number(row.source) - 1;
		while (state.c.n <= source) newSource(state);
		appendRow(state, { source, image: 0, row: 0, d2d: Number(row.d2d), dr: 0 });
	}
	return state;
}

function rowsOf({ s }: AssociationState): [number, number][] {
	return [...s.source.trimmed()].map((source, k) => [source + 1, s.d2d.values[k]]);
}

function expectedRows(rows: TextRow[]): [number, number][] {
	return rows.map((row) => [Number(row.source), Number(row.d2d)]);
}

function matchesOf(rows: TextRow[]): Matches {
	return {
		n: rows.length,
		epochRow: Int32Array.from(rows.keys()),
		source: Int32Array.from(rows, (row) => Number(row.source) - 1),
		d2d: Float64Array.from(rows, (row) => Number(row.d2d)),
		dr: new Float64Array(rows.length)
	};
}

function epochOf(rows: TextRow[]): EpochRows {
	return {
		n: rows.length,
		image: new Int32Array(rows.length),
		row: Int32Array.from(rows.keys()),
		ra: Float64Array.from(rows, (row) => Number(row.ra)),
		dec: Float64Array.from(rows, (row) => Number(row.dec)),
		weightEw: new Float64Array(rows.length).fill(1),
		weightNs: new Float64Array(rows.length).fill(1),
		forced: new Uint8Array(rows.length)
	};
}

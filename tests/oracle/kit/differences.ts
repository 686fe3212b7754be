import { MEASUREMENT_FIELDS } from '#science/measurement/fields.ts';
import { rowFluxes } from '#science/run/rowFluxes.ts';
import { rowsBySource } from '#science/run/rowsBySource.ts';
import type { PairColumns, RunResult } from '#science/run/types.ts';
import { measurementPairs } from '#science/variability/pairs.ts';
import { measurementKey, sourceKey, type ExpectedRun } from './expectedRun.ts';
import { numberIn, textIn, type Row } from './oracle.ts';
import type { OracleImage } from './runInput.ts';
import {
	MEASUREMENT_TOLERANCE,
	MEASUREMENT_TOLERANCES,
	PAIR_TOLERANCE,
	sourceTolerances,
	type END_TO_END,
	type Tolerance
} from './tolerances.ts';

/** A sentence where a value is out of tolerance, null where it is within. */
export function outside(
	name: string,
	ours: number,
	expected: number,
	{ relative, absolute, why }: Tolerance
): string | null {
	if (Number.isNaN(ours) && Number.isNaN(expected)) return null;
	const off = Math.abs(ours - expected);
	if (off <= absolute + relative * Math.abs(expected)) return null;
	return `${name}: ${ours} instead of ${expected} (${off} off; ${why})`;
}

/** Every measurement value out of tolerance, and every measurement that only one side has. */
export function measurementDifferences(images: OracleImage[], expected: ExpectedRun): string[] {
	const found: (string | null)[] = [];
	const seen = new Set<string>();
	for (const { name, measurements } of images) {
		for (let k = 0; k < measurements.n; k++) {
			const key = measurementKey(name, measurements.componentId[k]);
			seen.add(key);
			const row = expected.measurements.get(key);
			if (!row) found.push(`${key} is not expected`);
			else found.push(...rowDifferences(key, row, measurements, k));
		}
	}
	for (const key of expected.measurements.keys()) if (!seen.has(key)) found.push(`no ${key}`);
	return found.filter((text) => text !== null);
}

function rowDifferences(
	key: string,
	row: Row,
	columns: OracleImage['measurements'],
	k: number
): (string | null)[] {
	return MEASUREMENT_FIELDS.map((field) => {
		const name = `${key} ${field.column}`;
		if (field.kind === 'string') {
			const same = columns[field.key][k] === textIn(row, field.column);
			return same ? null : `${name}: ${columns[field.key][k]}`;
		}
		const tolerance = MEASUREMENT_TOLERANCES[field.column] ?? MEASUREMENT_TOLERANCE;
		return outside(name, columns[field.key][k], numberIn(row, field.column), tolerance);
	});
}

/** Our run in the terms of an expected one. */
interface OurRun {
	/** Measurement key of every association row, and source key of every source. */
	measurement: string[];
	source: string[];
}

function described(images: OracleImage[], { associations, sources }: RunResult): OurRun {
	const measurement = Array.from(associations.image, (image, k) => {
		const { name, measurements } = images[image];
		return measurementKey(name, measurements.componentId[associations.row[k]]);
	});
	const members: string[][] = Array.from({ length: sources.n }, () => []);
	associations.source.forEach((source, k) => members[source].push(measurement[k]));
	return { measurement, source: members.map(sourceKey) };
}

/** Every source, association, relation and pair that differs, or that only one side has. */
export function runDifferences(
	images: OracleImage[],
	result: RunResult,
	expected: ExpectedRun,
	tolerances: typeof END_TO_END
): string[] {
	const ours = described(images, result);
	return [
		...setDifferences('source', ours.source, expected.sources.keys()),
		...sourceDifferences(ours, result, expected, tolerances),
		...associationDifferences(ours, result, expected, tolerances),
		...setDifferences('relation', ourRelations(ours, result), expected.relations),
		...pairDifferences(ours, result, expected)
	];
}

export function setDifferences(
	what: string,
	ours: Iterable<string>,
	expected: Iterable<string>
): string[] {
	const [a, b] = [[...ours], [...expected]];
	return [
		...a.filter((key) => !b.includes(key)).map((key) => `${what} not expected: ${key}`),
		...b.filter((key) => !a.includes(key)).map((key) => `${what} missing: ${key}`),
		...(a.length === b.length ? [] : [`${a.length} of ${what} instead of ${b.length}`])
	];
}

function ourRelations({ source }: OurRun, { relations }: RunResult): string[] {
	return Array.from(relations.from, (from, k) => `${source[from]} → ${source[relations.to[k]]}`);
}

function sourceDifferences(
	ours: OurRun,
	{ sources }: RunResult,
	expected: ExpectedRun,
	tolerances: typeof END_TO_END
): string[] {
	return ours.source.flatMap((key, i) => {
		const row = expected.sources.get(key) ?? {};
		return Object.entries(sourceTolerances(tolerances))
			.filter(([column]) => column in row)
			.map(([column, { key: ourColumn, tolerance }]) => {
				const value = numberIn(row, column);
				const reference = column === 'wavg_ra' ? value % 360 : value;
				return outside(`${key} ${column}`, sources[ourColumn][i], reference, tolerance);
			})
			.filter((text) => text !== null);
	});
}

function associationDifferences(
	ours: OurRun,
	{ associations }: RunResult,
	expected: ExpectedRun,
	{ d2d, dr }: typeof END_TO_END
): string[] {
	const found: (string | null)[] = [];
	for (let k = 0; k < associations.n; k++) {
		const source = ours.source[associations.source[k]];
		const row = expected.associations.get(source)?.get(ours.measurement[k]);
		// Sources that only one side has are listed already.
		if (!row) continue;
		const name = `${source} ← ${ours.measurement[k]}`;
		found.push(outside(`${name} d2d`, associations.d2d[k], numberIn(row, 'd2d'), d2d));
		found.push(outside(`${name} dr`, associations.dr[k], numberIn(row, 'dr'), dr));
	}
	return found.filter((text) => text !== null);
}

function pairDifferences(ours: OurRun, result: RunResult, expected: ExpectedRun): string[] {
	if (!result.hasPairs || !expected.pairs) {
		return result.hasPairs === (expected.pairs !== null) ? [] : ['only one side has pairs'];
	}
	const pairs = pairsOf(result);
	const columns = [
		['vs_peak', pairs.vsPeak],
		['vs_int', pairs.vsInt],
		['m_peak', pairs.mPeak],
		['m_int', pairs.mInt]
	] as const;
	const keys = Array.from(pairs.source, (source, p) =>
		[ours.source[source], ours.measurement[pairs.a[p]], ours.measurement[pairs.b[p]]].join(' | ')
	);
	const { pairs: expectedPairs } = expected;
	const values = keys.flatMap((key, p) => {
		const row = expectedPairs.get(key);
		if (!row) return [];
		return columns.map(([column, values]) =>
			outside(`${key} ${column}`, values[p], numberIn(row, column), PAIR_TOLERANCE)
		);
	});
	return [
		...setDifferences('pair', keys, expectedPairs.keys()),
		...values.filter((text) => text !== null)
	];
}

/** All pairs of a result, which itself holds none. */
export function pairsOf({ images, associations, sources, ...errors }: RunResult): PairColumns {
	const bySource = rowsBySource(associations.source, sources.n);
	const { int, peak } = rowFluxes(images, associations, 0);
	const flux = { int, peak, intErr: errors.fluxIntErr, peakErr: errors.fluxPeakErr };
	return measurementPairs(images, associations, bySource, flux);
}

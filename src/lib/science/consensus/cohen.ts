import { ONE_CLASS, undefinedBecause, type Statistic } from './statistic.ts';

export type KappaWeights = 'nominal' | 'linear' | 'quadratic';

export interface KappaDetails {
	/** Share of items on which both agree. */
	observed: number;
	/** The same expected from their class shares alone. */
	expected: number;
	standardError: number;
}

/**
 * Cohen's κ = (p_o − p_e)/(1 − p_e) of two people (spec/vetting.md §4.1), from their square table of counts, row by row.
 * The standard error is that of Fleiss, Cohen & Everitt (1969), eq. 13, valid for large tables.
 */
export function cohenKappa(table: ArrayLike<number>): Statistic<KappaDetails> {
	const shares = tableShares(table);
	if (shares === null) return undefinedBecause('Undefined: no item has votes of both.');
	const { size, total, cells, rows, columns } = shares;
	let observed = 0;
	let expected = 0;
	for (let k = 0; k < size; k++) {
		observed += cells[k * size + k];
		expected += rows[k] * columns[k];
	}
	if (expected >= 1) return undefinedBecause(ONE_CLASS);
	const value = (observed - expected) / (1 - expected);
	let agreeing = 0;
	let differing = 0;
	for (let i = 0; i < size; i++) {
		for (let j = 0; j < size; j++) {
			const cell = cells[i * size + j];
			if (i === j) agreeing += cell * (1 - (rows[i] + columns[i]) * (1 - value)) ** 2;
			else differing += cell * (columns[i] + rows[j]) ** 2;
		}
	}
	const variance = agreeing + (1 - value) ** 2 * differing - (value - expected * (1 - value)) ** 2;
	// Rounding may leave a variance of 0 a little below.
	const standardError = Math.sqrt(Math.max(0, variance) / total) / (1 - expected);
	return { value, observed, expected, standardError };
}

/** κ_w = 1 − Σ w·o/Σ w·e with w = |i − j| or (i − j)², for classes in a meaningful order (spec/vetting.md §4.1). */
export function weightedKappa(table: ArrayLike<number>, weights: KappaWeights): Statistic {
	const shares = tableShares(table);
	if (shares === null) return undefinedBecause('Undefined: no item has votes of both.');
	const { size, cells, rows, columns } = shares;
	let observed = 0;
	let expected = 0;
	for (let i = 0; i < size; i++) {
		for (let j = 0; j < size; j++) {
			const weight = disagreement(i - j, weights);
			observed += weight * cells[i * size + j];
			expected += weight * rows[i] * columns[j];
		}
	}
	return expected > 0 ? { value: 1 - observed / expected } : undefinedBecause(ONE_CLASS);
}

function disagreement(steps: number, weights: KappaWeights): number {
	if (weights === 'nominal') return steps === 0 ? 0 : 1;
	return weights === 'linear' ? Math.abs(steps) : steps * steps;
}

/** A table of counts as shares of its total, with the shares of its rows and columns; null for an empty one. */
function tableShares(table: ArrayLike<number>) {
	const size = Math.round(Math.sqrt(table.length));
	let total = 0;
	for (let i = 0; i < table.length; i++) total += table[i];
	if (total === 0) return null;
	const cells = Float64Array.from(table, (count) => count / total);
	const rows = new Float64Array(size);
	const columns = new Float64Array(size);
	for (let i = 0; i < table.length; i++) {
		rows[Math.floor(i / size)] += table[i] / total;
		columns[i % size] += table[i] / total;
	}
	return { size, total, cells, rows, columns };
}

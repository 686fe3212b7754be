/** Maximum-likelihood normal distribution: mean and σ with 1/N (two passes). NaN for no values; σ 0 for one. */
export function gaussianFit(values: ArrayLike<number>): { mean: number; sigma: number } {
	const n = values.length;
	let sum = 0;
	for (let i = 0; i < n; i++) sum += values[i];
	const mean = sum / n;
	let squares = 0;
	for (let i = 0; i < n; i++) squares += (values[i] - mean) ** 2;
	return { mean, sigma: Math.sqrt(squares / n) };
}

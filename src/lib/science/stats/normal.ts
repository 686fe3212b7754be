/** ln of the standard normal distribution function, good to 1e-4 everywhere, in the far tail too. */
export function lnNormalCdf(x: number): number {
	if (x < -6) {
		// Asymptotic series of Mills' ratio (Abramowitz & Stegun 26.2.12).
		const inverse = 1 / (x * x);
		const series = 1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse));
		return -0.5 * x * x - Math.log(-x * Math.sqrt(2 * Math.PI)) + Math.log(series);
	}
	return Math.log(normalCdf(x));
}

/** Φ(x) with a relative error below 1.2e-7 (Numerical Recipes' Chebyshev fit of erfc, §6.2 of the second edition). */
export function normalCdf(x: number): number {
	const z = Math.abs(x) / Math.SQRT2;
	const t = 1 / (1 + 0.5 * z);
	let sum = 0;
	for (let k = ERFC.length - 1; k >= 0; k -= 1) sum = sum * t + ERFC[k];
	const tail = 0.5 * t * Math.exp(-z * z + sum);
	return x < 0 ? tail : 1 - tail;
}

const ERFC = [
	-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
	-0.82215223, 0.17087277
];

/** Below this share of its diagonal element a pivot is rounding: two kernels are then the same to 1e-6 of their width. */
const LEAST_PIVOT = 1e-12;
/** Levenberg–Marquardt damping, as a share of the diagonal. */
const DAMPING = 1e-10;

/**
 * Solves G·x = r for a symmetric positive matrix G (n² values) by Cholesky factors; the function given back may be used for
 * many right sides. Where G is singular its diagonal is raised a little, so that equal columns share what belongs to
 * all of them; a column of zeros gets 0.
 */
export function symmetricSolver(
	gram: Float64Array,
	n: number
): (rightSide: Float64Array) => Float64Array {
	const exact = choleskyFactor(gram, n);
	const { factor } = exact.isSingular ? choleskyFactor(damped(gram, n), n) : exact;
	return (rightSide) => solveFactored(factor, n, rightSide);
}

/** Lower factor, row by row, with one over the diagonal in its place: 0 where the pivot is lost. */
function choleskyFactor(gram: Float64Array, n: number) {
	const factor = new Float64Array(n * n);
	let isSingular = false;
	for (let i = 0; i < n; i++) {
		for (let j = 0; j <= i; j++) {
			let sum = gram[i * n + j];
			for (let k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k];
			if (i !== j) factor[i * n + j] = sum * factor[j * n + j];
			else if (sum > LEAST_PIVOT * gram[i * n + i]) factor[i * n + i] = 1 / Math.sqrt(sum);
			else isSingular = true;
		}
	}
	return { factor, isSingular };
}

function damped(gram: Float64Array, n: number): Float64Array {
	return gram.map((value, k) => (k % (n + 1) === 0 ? value * (1 + DAMPING) : value));
}

function solveFactored(factor: Float64Array, n: number, rightSide: Float64Array): Float64Array {
	const solution = rightSide.slice();
	for (let i = 0; i < n; i++) {
		for (let k = 0; k < i; k++) solution[i] -= factor[i * n + k] * solution[k];
		solution[i] *= factor[i * n + i];
	}
	for (let i = n - 1; i >= 0; i--) {
		for (let k = i + 1; k < n; k++) solution[i] -= factor[k * n + i] * solution[k];
		solution[i] *= factor[i * n + i];
	}
	return solution;
}

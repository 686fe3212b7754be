/** Inverse of a small symmetric positive definite matrix by Cholesky; null where it is not one. */
export function invertPositive(matrix: readonly (readonly number[])[]): number[][] | null {
	const n = matrix.length;
	const factor = matrix.map((row) => row.map(() => 0));
	for (let row = 0; row < n; row += 1) {
		for (let column = 0; column <= row; column += 1) {
			let sum = matrix[row][column];
			for (let k = 0; k < column; k += 1) sum -= factor[row][k] * factor[column][k];
			if (row === column && !(sum > 0)) return null;
			factor[row][column] = row === column ? Math.sqrt(sum) : sum / factor[column][column];
		}
	}
	const columns = Array.from({ length: n }, (_, k) => solve(factor, k));
	return columns.map((_, row) => columns.map((column) => column[row]));
}

/** L Lᵀ x = e_k. */
function solve(factor: number[][], k: number): number[] {
	const n = factor.length;
	const x = new Array<number>(n).fill(0);
	for (let row = 0; row < n; row += 1) {
		let sum = row === k ? 1 : 0;
		for (let j = 0; j < row; j += 1) sum -= factor[row][j] * x[j];
		x[row] = sum / factor[row][row];
	}
	for (let row = n - 1; row >= 0; row -= 1) {
		let sum = x[row];
		for (let j = row + 1; j < n; j += 1) sum -= factor[j][row] * x[j];
		x[row] = sum / factor[row][row];
	}
	return x;
}

interface SimplexOptions {
	/** First step along each axis. */
	steps: readonly number[];
	mostEvaluations: number;
	/** Ends when the simplex's values differ by less. */
	tolerance: number;
}

interface Vertex {
	x: number[];
	value: number;
}

/**
 * Downhill simplex (Nelder & Mead 1965) with the coefficients 1, 2, ½, ½. The function may be Infinity where it is not defined,
 * but not at the start.
 */
export function minimise(
	f: (x: readonly number[]) => number,
	start: readonly number[],
	{ steps, mostEvaluations, tolerance }: SimplexOptions
): Vertex {
	let evaluations = 0;
	const at = (x: number[]): Vertex => {
		evaluations += 1;
		return { x, value: f(x) };
	};
	const simplex = [at([...start])];
	steps.forEach((step, axis) => simplex.push(at(start.map((x, i) => (i === axis ? x + step : x)))));
	const n = start.length;
	for (;;) {
		simplex.sort((a, b) => a.value - b.value);
		const worst = simplex[n];
		if (evaluations >= mostEvaluations || worst.value - simplex[0].value < tolerance) break;
		const centre = start.map((_, i) => {
			let sum = 0;
			for (let k = 0; k < n; k += 1) sum += simplex[k].x[i];
			return sum / n;
		});
		const along = (by: number) => at(centre.map((c, i) => c + by * (worst.x[i] - c)));
		const reflected = along(-1);
		if (reflected.value < simplex[0].value) {
			const expanded = along(-2);
			simplex[n] = expanded.value < reflected.value ? expanded : reflected;
		} else if (reflected.value < simplex[n - 1].value) {
			simplex[n] = reflected;
		} else {
			const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
			if (contracted.value < Math.min(reflected.value, worst.value)) simplex[n] = contracted;
			else shrink(simplex, at);
		}
	}
	return simplex[0];
}

/** All but the best vertex move half-way towards it. */
function shrink(simplex: Vertex[], at: (x: number[]) => Vertex): void {
	const [best] = simplex;
	for (let k = 1; k < simplex.length; k += 1) {
		simplex[k] = at(simplex[k].x.map((x, i) => (x + best.x[i]) / 2));
	}
}

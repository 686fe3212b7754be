import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { relativeEpochs, usableBands } from './epochs.ts';
import { dot, type Noise, whiten, whitenModel } from './noise.ts';
import { matchModel } from './noiseMatch.ts';

const NOISES: Noise[] = [
	{ jitter: 0, red: null, prior: 1, priorOfEvents: 1 },
	{ jitter: 0.07, red: null, prior: 1, priorOfEvents: 1 },
	{ jitter: 0, red: { kind: 'walk', sigma: 0.1, tauDays: 20 }, prior: 1, priorOfEvents: 1 },
	{ jitter: 0, red: { kind: 'smooth', sigma: 0.2, tauDays: 15 }, prior: 1, priorOfEvents: 1 },
	{ jitter: 0.02, red: { kind: 'smooth', sigma: 0.05, tauDays: 70 }, prior: 1, priorOfEvents: 1 }
];

function drawEpochs(random: Random, n = 9) {
	const rows = Array.from({ length: 2 * n }, (_, i) => i);
	return relativeEpochs(
		usableBands({
			mjd: rows.map(() => 60_000 + Math.round(100 * random.uniform())),
			frequencyMhz: rows.map((i) => (i < n ? 887.5 : 1367.5)),
			fluxMjy: rows.map(() => 10 + random.normal()),
			fluxErrMjy: rows.map(() => random.between(0.3, 1))
		})
	);
}

/** Covariance of two epochs of one band as the definition of the noise has it. */
function covariance({ jitter, red }: Noise, dt: number, variance: number | null): number {
	const white = variance === null ? 0 : variance + jitter * jitter;
	if (!red) return white;
	const rate = Math.sqrt(3) / red.tauDays;
	const memory =
		red.kind === 'walk' ? Math.exp(-dt / red.tauDays) : (1 + rate * dt) * Math.exp(-rate * dt);
	return white + red.sigma ** 2 * memory;
}

/** xᵀ C⁻¹ y by elimination, the slow way, and ln det C. */
function dense(matrix: number[][], x: number[], y: number[]) {
	const rows = matrix.map((row, i) => [...row, y[i]]);
	const n = rows.length;
	let lnDeterminant = 0;
	for (let i = 0; i < n; i += 1) {
		lnDeterminant += Math.log(rows[i][i]);
		for (let k = i + 1; k < n; k += 1) {
			const factor = rows[k][i] / rows[i][i];
			for (let j = i; j <= n; j += 1) rows[k][j] -= factor * rows[i][j];
		}
	}
	const solution = new Array<number>(n).fill(0);
	for (let i = n - 1; i >= 0; i -= 1) {
		let sum = rows[i][n];
		for (let j = i + 1; j < n; j += 1) sum -= rows[i][j] * solution[j];
		solution[i] = sum / rows[i][i];
	}
	return { product: x.reduce((sum, value, i) => sum + value * solution[i], 0), lnDeterminant };
}

describe('whitening', () => {
	test.each(NOISES)('agrees with the dense covariance: $red, jitter $jitter', (noise) => {
		const random = new Random('dense');
		for (let trial = 0; trial < 5; trial += 1) {
			const epochs = drawEpochs(random);
			const through = whiten(epochs, noise);
			const model = Float64Array.from({ length: epochs.n }, () => random.normal());
			let gain = 0;
			let match = 0;
			epochs.bands.forEach(({ from, to }, band) => {
				const places = Array.from({ length: to - from }, (_, k) => from + k);
				const matrix = places.map((i) =>
					places.map((j) =>
						covariance(
							noise,
							Math.abs(epochs.mjd[i] - epochs.mjd[j]),
							i === j ? epochs.variance[i] : null
						)
					)
				);
				const y = places.map((i) => epochs.excess[i]);
				const m = places.map((i) => model[i]);
				const one = places.map(() => 1);
				const square = dense(matrix, one, one).product;
				const level = dense(matrix, one, y).product;
				const { product, lnDeterminant } = dense(matrix, y, y);
				const chi2 = product - level ** 2 / square;
				const lnConstant = -0.5 * (lnDeterminant + Math.log(square) + chi2);
				expect(through.lnConstant[band]).toBeCloseTo(lnConstant, 6);
				gain += dense(matrix, m, m).product - dense(matrix, one, m).product ** 2 / square;
				match += dense(matrix, m, y).product - (dense(matrix, one, m).product * level) / square;
			});
			const sums = matchModel(through, model);
			expect(sums.gain).toBeCloseTo(gain, 6);
			expect(sums.match).toBeCloseTo(match, 6);
			const white = whitenModel(through, model);
			expect(dot(white, white)).toBeCloseTo(gain, 6);
			expect(dot(white, through.flux)).toBeCloseTo(match, 6);
		}
	});

	test('a level is never a departure', () => {
		const epochs = drawEpochs(new Random('level'));
		for (const noise of NOISES) {
			const through = whiten(epochs, noise);
			expect(matchModel(through, new Float64Array(epochs.n).fill(3)).gain).toBeCloseTo(0, 8);
		}
	});
});

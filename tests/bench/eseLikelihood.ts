import type { SimulatedSource } from './eseSets.ts';

/**
 * A light curve whose level is not known, and not told by its errors either, though these sets happen to draw them as a share of it.
 * Shapes and covariances are relative to that level.
 */
export interface CurveInNoise {
	/** ln likelihood with red noise correlated between epochs; `covariance` is n × n, row by row. */
	logLikelihood(shape: Float64Array, covariance: Float64Array): number;
	/** The same with red noise of this strength taken as independent: quick, and only good to choose by. */
	roughLogLikelihood(shape: Float64Array, redSigma: number): number;
}

export function inNoise({ fluxMjy, fluxErrMjy }: SimulatedSource): CurveInNoise {
	const n = fluxMjy.length;
	const variance = fluxErrMjy.map((sigma) => sigma * sigma);
	return {
		logLikelihood(shape, covariance) {
			const level = levelOf(fluxMjy, variance, shape);
			const root = new Float64Array(n * n);
			for (let i = 0; i < n; i += 1) {
				for (let j = 0; j <= i; j += 1)
					root[i * n + j] = level * level * shape[i] * shape[j] * covariance[i * n + j];
				root[i * n + i] += variance[i];
			}
			const logDeterminant = choleskyInPlace(root, n);
			return withLevelAveraged({
				y: solved(root, fluxMjy),
				f: solved(root, shape),
				logDeterminant
			});
		},
		roughLogLikelihood(shape, redSigma) {
			const level = levelOf(fluxMjy, variance, shape);
			const sigma = variance.map((own, i) => Math.sqrt(own + (redSigma * level * shape[i]) ** 2));
			const logDeterminant = 2 * sigma.reduce((sum, value) => sum + Math.log(value), 0);
			const scaled = (values: Float64Array) => values.map((value, i) => value / sigma[i]);
			return withLevelAveraged({ y: scaled(fluxMjy), f: scaled(shape), logDeterminant });
		}
	};
}

/** By least squares with the measurements' own errors: good enough to scale a covariance by. */
function levelOf(flux: Float64Array, variance: Float64Array, shape: Float64Array): number {
	let yf = 0;
	let ff = 0;
	for (let i = 0; i < flux.length; i += 1) {
		yf += (flux[i] * shape[i]) / variance[i];
		ff += (shape[i] * shape[i]) / variance[i];
	}
	return Math.max(yf / ff, Number.MIN_VALUE);
}

interface Whitened {
	y: Float64Array;
	f: Float64Array;
	logDeterminant: number;
}

/** ∫ N(y; L f) dL/L, where 1/L is taken as steady over the few per cent that the flux leaves to the level L. */
function withLevelAveraged({ y, f, logDeterminant }: Whitened): number {
	let [yy, yf, ff] = [0, 0, 0];
	for (let i = 0; i < y.length; i += 1) {
		yy += y[i] * y[i];
		yf += y[i] * f[i];
		ff += f[i] * f[i];
	}
	const level = yf / ff;
	if (!(level > 0)) return -Infinity;
	return -Math.log(level) - 0.5 * (Math.log(ff) + yy - yf * level + logDeterminant);
}

/** Of `noiseWaves` (eseShapes.ts): waves of normal frequencies, three tenths of them three times as quick. */
export function wavesCovariance(
	mjd: Float64Array,
	tauDays: number,
	variance: number
): Float64Array {
	const n = mjd.length;
	const covariance = new Float64Array(n * n);
	for (let i = 0; i < n; i += 1)
		for (let j = 0; j < n; j += 1) {
			const lag2 = ((mjd[i] - mjd[j]) / tauDays) ** 2;
			covariance[i * n + j] = variance * (0.7 * Math.exp(-lag2 / 2) + 0.3 * Math.exp(-4.5 * lag2));
		}
	return covariance;
}

/** The lower triangle becomes its Cholesky root; answers ln of the determinant. */
function choleskyInPlace(matrix: Float64Array, n: number): number {
	let logDeterminant = 0;
	for (let i = 0; i < n; i += 1)
		for (let j = 0; j <= i; j += 1) {
			let sum = matrix[i * n + j];
			for (let k = 0; k < j; k += 1) sum -= matrix[i * n + k] * matrix[j * n + k];
			matrix[i * n + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * n + j];
			if (i === j) logDeterminant += Math.log(sum);
		}
	return logDeterminant;
}

/** L⁻¹ b for the lower triangle L. */
function solved(root: Float64Array, b: Float64Array): Float64Array {
	const n = b.length;
	const x = new Float64Array(n);
	for (let i = 0; i < n; i += 1) {
		let sum = b[i];
		for (let k = 0; k < i; k += 1) sum -= root[i * n + k] * x[k];
		x[i] = sum / root[i * n + i];
	}
	return x;
}

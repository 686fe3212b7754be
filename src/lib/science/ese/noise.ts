import type { Epochs } from './epochs.ts';

/**
 * Noise beyond the measurement errors, relative to the level: white jitter, and red noise as a Gaussian process that is sampled at
 * any times in O(n): Ornstein–Uhlenbeck (a damped random walk, covariance s² e^{−|Δt|/τ}) or Matérn 3/2 (smooth,
 * s² (1 + λ|Δt|) e^{−λ|Δt|} with λ = √3/τ), after Hartikainen & Särkkä (2010) by a Kalman filter.
 */
export interface Noise {
	jitter: number;
	red: { kind: 'walk' | 'smooth'; sigma: number; tauDays: number } | null;
	/** How likely this is, before a light curve is seen, for a source to which nothing happens: one that varies like this. */
	prior: number;
	/** How likely it is beside a lens, a flare, a step: 0 where it would swallow them. */
	priorOfEvents: number;
}

/** Steps of the filter over epochs; a light curve and every model pass through the same ones. */
interface Filter {
	/** Transition of the state (value, slope) from the epoch before; 0 at the first of a band. */
	a11: Float64Array;
	a12: Float64Array;
	a21: Float64Array;
	a22: Float64Array;
	/** Kalman gain. */
	k1: Float64Array;
	k2: Float64Array;
	/** 1/σ of the innovation. */
	inverse: Float64Array;
	/** Nothing is remembered: all of the above but `inverse` are 0. */
	isWhite: boolean;
}

/** Epochs seen through one noise: what is left of them is white with variance 1, and the mean of each band is fitted. */
export interface WhitenedEpochs {
	epochs: Epochs;
	filter: Filter;
	/** The flux with each band's best mean taken out. */
	flux: Float64Array;
	/** A band's constant, and its square over the epochs of the band. */
	ones: Float64Array;
	onesSquared: Float64Array;
	/**
	 * ln of the likelihood of a constant source in each band, its level marginalised with a flat prior; up to a number common to
	 * all noises.
	 */
	lnConstant: number[];
}

export function whiten(epochs: Epochs, noise: Noise): WhitenedEpochs {
	const { filter, lnDeterminants } = filterOf(epochs, noise);
	const ones = filter.isWhite
		? filter.inverse
		: filtered(filter, new Float64Array(epochs.n).fill(1));
	const flux = filtered(filter, epochs.excess);
	const onesSquared = new Float64Array(epochs.bands.length);
	const lnConstant = epochs.bands.map(({ from, to }, band) => {
		const square = dot(ones, ones, from, to);
		const level = dot(flux, ones, from, to) / square;
		for (let i = from; i < to; i += 1) flux[i] -= level * ones[i];
		onesSquared[band] = square;
		return -0.5 * (lnDeterminants[band] + Math.log(square) + dot(flux, flux, from, to));
	});
	return { epochs, filter, flux, ones, onesSquared, lnConstant };
}

/** A model through the filter, each band's mean taken out. */
export function whitenModel(through: WhitenedEpochs, model: Float64Array): Float64Array {
	const { epochs, filter, ones, onesSquared } = through;
	const white = filtered(filter, model);
	for (let band = 0; band < epochs.bands.length; band += 1) {
		const { from, to } = epochs.bands[band];
		const level = dot(white, ones, from, to) / onesSquared[band];
		for (let i = from; i < to; i += 1) white[i] -= level * ones[i];
	}
	return white;
}

export function dot(a: Float64Array, b: Float64Array, from = 0, to = a.length): number {
	let sum = 0;
	for (let i = from; i < to; i += 1) sum += a[i] * b[i];
	return sum;
}

function filtered(filter: Filter, values: Float64Array): Float64Array {
	const { a11, a12, a21, a22, k1, k2, inverse } = filter;
	const n = values.length;
	const white = new Float64Array(n);
	if (filter.isWhite) {
		for (let i = 0; i < n; i += 1) white[i] = values[i] * inverse[i];
		return white;
	}
	let value = 0;
	let slope = 0;
	for (let i = 0; i < n; i += 1) {
		const expected = a11[i] * value + a12[i] * slope;
		const slopeExpected = a21[i] * value + a22[i] * slope;
		const innovation = values[i] - expected;
		white[i] = innovation * inverse[i];
		value = expected + k1[i] * innovation;
		slope = slopeExpected + k2[i] * innovation;
	}
	return white;
}

function filterOf(epochs: Epochs, noise: Noise): { filter: Filter; lnDeterminants: number[] } {
	const { n } = epochs;
	const isWhite = noise.red === null;
	// One piece of memory, and where nothing is remembered one column of zeros for all that is 0.
	const memory = new Float64Array((isWhite ? 2 : 7) * n);
	const column = (k: number) => memory.subarray(k * n, (k + 1) * n);
	const remembered = (k: number) => column(isWhite ? 1 : k);
	const filter: Filter = {
		...{ a11: remembered(1), a12: remembered(2), a21: remembered(3), a22: remembered(4) },
		...{ k1: remembered(5), k2: remembered(6), inverse: column(0), isWhite }
	};
	const lnDeterminants = epochs.bands.map(({ from, to }) =>
		fillFilter(filter, { epochs, noise, from, to })
	);
	return { filter, lnDeterminants };
}

/** Variances of the value and its slope before anything is measured, and the rate at which the state forgets. */
export function stationary({ red }: Pick<Noise, 'red'>) {
	if (!red) return { variance0: 0, slope0: 0, rate: 0, isSmooth: false };
	const isSmooth = red.kind === 'smooth';
	const rate = (isSmooth ? Math.sqrt(3) : 1) / red.tauDays;
	const variance0 = red.sigma ** 2;
	return { variance0, slope0: isSmooth ? variance0 * rate * rate : 0, rate, isSmooth };
}

interface BandNoise {
	epochs: Epochs;
	noise: Noise;
	from: number;
	to: number;
}

/** The Kalman recursion of the state's covariance over one band. @returns ln of the determinant of the covariance */
function fillFilter(filter: Filter, { epochs, noise, from, to }: BandNoise): number {
	const { mjd, variance } = epochs;
	const { variance0, slope0, rate, isSmooth } = stationary(noise);
	const jitter2 = noise.jitter ** 2;
	let lnDeterminant = 0;
	if (filter.isWhite) {
		for (let i = from; i < to; i += 1) {
			filter.inverse[i] = 1 / Math.sqrt(variance[i] + jitter2);
			lnDeterminant += Math.log(variance[i] + jitter2);
		}
		return lnDeterminant;
	}
	// Covariance of (value, slope): p11 p12 / p12 p22, in the stationary state before the first epoch.
	let p11 = variance0;
	let p12 = 0;
	let p22 = slope0;
	for (let i = from; i < to; i += 1) {
		if (i > from && variance0 > 0) {
			const dt = mjd[i] - mjd[i - 1];
			const decay = Math.exp(-rate * dt);
			const a11 = isSmooth ? decay * (1 + rate * dt) : decay;
			const a12 = isSmooth ? decay * dt : 0;
			const a21 = isSmooth ? -decay * rate * rate * dt : 0;
			const a22 = isSmooth ? decay * (1 - rate * dt) : 0;
			// P′ = A (P − P∞) Aᵀ + P∞
			const d11 = p11 - variance0;
			const d22 = p22 - slope0;
			p11 = variance0 + a11 * a11 * d11 + 2 * a11 * a12 * p12 + a12 * a12 * d22;
			const cross = a11 * a21 * d11 + (a11 * a22 + a12 * a21) * p12 + a12 * a22 * d22;
			p22 = slope0 + a21 * a21 * d11 + 2 * a21 * a22 * p12 + a22 * a22 * d22;
			p12 = cross;
			filter.a11[i] = a11;
			filter.a12[i] = a12;
			filter.a21[i] = a21;
			filter.a22[i] = a22;
		}
		const innovation = p11 + variance[i] + jitter2;
		const k1 = p11 / innovation;
		const k2 = p12 / innovation;
		p22 -= k2 * p12;
		p12 -= k1 * p12;
		p11 -= k1 * p11;
		filter.k1[i] = k1;
		filter.k2[i] = k2;
		filter.inverse[i] = 1 / Math.sqrt(innovation);
		lnDeterminant += Math.log(innovation);
	}
	return lnDeterminant;
}

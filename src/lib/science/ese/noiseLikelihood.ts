import type { Epochs } from './epochs.ts';
import { type Noise, stationary } from './noise.ts';

type RedNoise = NonNullable<Noise['red']>;

/** How the state goes from the epoch before to each one; the same for every strength of a noise. */
export interface Transitions {
	a11: Float64Array;
	a12: Float64Array;
	a21: Float64Array;
	a22: Float64Array;
}

export function transitions({ mjd, n, bands }: Epochs, red: RedNoise): Transitions {
	const { rate, isSmooth } = stationary({ red });
	const memory = new Float64Array(4 * n);
	const [a11, a12, a21, a22] = [0, 1, 2, 3].map((k) => memory.subarray(k * n, (k + 1) * n));
	for (const { from, to } of bands) {
		// Nothing comes before the first epoch of a band.
		for (let i = from + 1; i < to; i += 1) {
			const dt = mjd[i] - mjd[i - 1];
			const decay = Math.exp(-rate * dt);
			a11[i] = isSmooth ? decay * (1 + rate * dt) : decay;
			if (!isSmooth) continue;
			a12[i] = decay * dt;
			a21[i] = -decay * rate * rate * dt;
			a22[i] = decay * (1 - rate * dt);
		}
	}
	return { a11, a12, a21, a22 };
}

/**
 * `lnConstant` of the epochs seen through red noise, as `whiten` has it, for noises that nothing else is seen through: in one pass,
 * no filter kept.
 */
export function lnConstants(epochs: Epochs, red: RedNoise, through: Transitions): number[] {
	return epochs.bands.map(({ from, to }) => lnOfBand(epochs, { red, through, from, to }));
}

interface BandSeen {
	red: RedNoise;
	through: Transitions;
	from: number;
	to: number;
}

function lnOfBand({ excess, variance }: Epochs, { red, through, from, to }: BandSeen): number {
	const { variance0, slope0 } = stationary({ red });
	const { a11, a12, a21, a22 } = through;
	// Covariance of (value, slope), and the states expected of a constant 1 and of the flux.
	let p11 = variance0;
	let p12 = 0;
	let p22 = slope0;
	let one = 0;
	let oneSlope = 0;
	let flux = 0;
	let fluxSlope = 0;
	let lnDeterminant = 0;
	let square = 0;
	let match = 0;
	let squares = 0;
	for (let i = from; i < to; i += 1) {
		const b11 = a11[i];
		const b12 = a12[i];
		const b21 = a21[i];
		const b22 = a22[i];
		// P′ = A (P − P∞) Aᵀ + P∞; the transition of the first epoch is 0, which leaves P∞.
		const d11 = p11 - variance0;
		const d22 = p22 - slope0;
		p11 = variance0 + b11 * b11 * d11 + 2 * b11 * b12 * p12 + b12 * b12 * d22;
		const cross = b11 * b21 * d11 + (b11 * b22 + b12 * b21) * p12 + b12 * b22 * d22;
		p22 = slope0 + b21 * b21 * d11 + 2 * b21 * b22 * p12 + b22 * b22 * d22;
		p12 = cross;
		const innovation = p11 + variance[i];
		const inverse = 1 / innovation;
		const k1 = p11 * inverse;
		const k2 = p12 * inverse;
		p22 -= k2 * p12;
		p12 -= k1 * p12;
		p11 -= k1 * p11;
		lnDeterminant += Math.log(innovation);
		const oneExpected = b11 * one + b12 * oneSlope;
		const oneMiss = 1 - oneExpected;
		oneSlope = b21 * one + b22 * oneSlope + k2 * oneMiss;
		one = oneExpected + k1 * oneMiss;
		const fluxExpected = b11 * flux + b12 * fluxSlope;
		const fluxMiss = excess[i] - fluxExpected;
		fluxSlope = b21 * flux + b22 * fluxSlope + k2 * fluxMiss;
		flux = fluxExpected + k1 * fluxMiss;
		square += oneMiss * oneMiss * inverse;
		match += oneMiss * fluxMiss * inverse;
		squares += fluxMiss * fluxMiss * inverse;
	}
	return -0.5 * (lnDeterminant + Math.log(square) + squares - match ** 2 / square);
}

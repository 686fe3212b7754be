import type { WhitenedEpochs } from './noise.ts';

/** gain = mᵀC⁻¹m and match = mᵀC⁻¹y with the bands' means taken out, without keeping what passes through. */
export function matchModel(
	through: WhitenedEpochs,
	model: Float64Array
): { gain: number; match: number } {
	const { epochs, filter, flux, ones, onesSquared } = through;
	if (filter.isWhite) return matchWhite(through, model);
	const { a11, a12, a21, a22, k1, k2, inverse } = filter;
	let gain = 0;
	let match = 0;
	let value = 0;
	let slope = 0;
	for (let band = 0; band < epochs.bands.length; band += 1) {
		const { from, to } = epochs.bands[band];
		let level = 0;
		for (let i = from; i < to; i += 1) {
			const expected = a11[i] * value + a12[i] * slope;
			const slopeExpected = a21[i] * value + a22[i] * slope;
			const innovation = model[i] - expected;
			const white = innovation * inverse[i];
			gain += white * white;
			match += white * flux[i];
			level += white * ones[i];
			value = expected + k1[i] * innovation;
			slope = slopeExpected + k2[i] * innovation;
		}
		gain -= level ** 2 / onesSquared[band];
	}
	return { gain, match };
}

/** Products of two models a and b with each other and with the flux y under C⁻¹, the bands' means taken out. */
export interface PairMatch {
	aa: number;
	ab: number;
	bb: number;
	a: number;
	b: number;
}

/** Two models at once: the steps of one fill the waiting times of the other. */
export function matchPair(
	{ epochs, filter, flux, ones, onesSquared }: WhitenedEpochs,
	first: Float64Array,
	second: Float64Array
): PairMatch {
	const { a11, a12, a21, a22, k1, k2, inverse } = filter;
	const sums = { aa: 0, ab: 0, bb: 0, a: 0, b: 0 };
	for (let band = 0; band < epochs.bands.length; band += 1) {
		const { from, to } = epochs.bands[band];
		let aa = 0;
		let ab = 0;
		let bb = 0;
		let a = 0;
		let b = 0;
		let levelA = 0;
		let levelB = 0;
		let valueA = 0;
		let slopeA = 0;
		let valueB = 0;
		let slopeB = 0;
		for (let i = from; i < to; i += 1) {
			const expectedA = a11[i] * valueA + a12[i] * slopeA;
			const expectedB = a11[i] * valueB + a12[i] * slopeB;
			const missA = first[i] - expectedA;
			const missB = second[i] - expectedB;
			slopeA = a21[i] * valueA + a22[i] * slopeA + k2[i] * missA;
			slopeB = a21[i] * valueB + a22[i] * slopeB + k2[i] * missB;
			valueA = expectedA + k1[i] * missA;
			valueB = expectedB + k1[i] * missB;
			const whiteA = missA * inverse[i];
			const whiteB = missB * inverse[i];
			aa += whiteA * whiteA;
			ab += whiteA * whiteB;
			bb += whiteB * whiteB;
			a += whiteA * flux[i];
			b += whiteB * flux[i];
			levelA += whiteA * ones[i];
			levelB += whiteB * ones[i];
		}
		sums.aa += aa - levelA ** 2 / onesSquared[band];
		sums.ab += ab - (levelA * levelB) / onesSquared[band];
		sums.bb += bb - levelB ** 2 / onesSquared[band];
		sums.a += a;
		sums.b += b;
	}
	return sums;
}

/** The same where no epoch knows of another. */
function matchWhite(
	{ epochs, filter: { inverse }, flux, onesSquared }: WhitenedEpochs,
	model: Float64Array
): { gain: number; match: number } {
	let gain = 0;
	let match = 0;
	for (let band = 0; band < epochs.bands.length; band += 1) {
		const { from, to } = epochs.bands[band];
		let level = 0;
		for (let i = from; i < to; i += 1) {
			const white = model[i] * inverse[i];
			gain += white * white;
			match += white * flux[i];
			level += white * inverse[i];
		}
		gain -= level ** 2 / onesSquared[band];
	}
	return { gain, match };
}

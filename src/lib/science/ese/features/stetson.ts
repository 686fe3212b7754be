/**
 * Stetson (1996) J and K of fluxes in order of time, J over consecutive pairs of equal weight (spec/vetting.md §3.5):
 * δ = √(n/(n−1)) (F − F̄_w)/σ, P_i = δ_i δ_{i+1}, J = ⟨sgn(P) √|P|⟩, K = ⟨|δ|⟩/√⟨δ²⟩.
 * J grows with smooth change; K is 0.80 for a Gaussian, 0.90 for a sine, and falls with a single outlier. NaN below two epochs.
 */
export function stetson(flux: Float64Array, error: Float64Array): { j: number; k: number } {
	const n = flux.length;
	if (n < 2) return { j: NaN, k: NaN };
	const mean = weightedMean(flux, error);
	const scale = Math.sqrt(n / (n - 1));
	const delta = flux.map((f, i) => (scale * (f - mean)) / error[i]);
	let pairs = 0;
	let absolute = 0;
	let squares = 0;
	for (let i = 0; i < n; i += 1) {
		absolute += Math.abs(delta[i]);
		squares += delta[i] ** 2;
		if (i + 1 === n) break;
		const product = delta[i] * delta[i + 1];
		pairs += Math.sign(product) * Math.sqrt(Math.abs(product));
	}
	return { j: pairs / (n - 1), k: squares > 0 ? absolute / n / Math.sqrt(squares / n) : NaN };
}

/** F̄_w with w = 1/σ². */
export function weightedMean(flux: Float64Array, error: Float64Array): number {
	let sum = 0;
	let weights = 0;
	for (let i = 0; i < flux.length; i += 1) {
		sum += flux[i] / error[i] ** 2;
		weights += 1 / error[i] ** 2;
	}
	return sum / weights;
}

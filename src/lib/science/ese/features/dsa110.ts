/**
 * σ-deviation of dsa110-contimg, its trigger for scattering events: the largest distance from the mean in standard deviations
 * (of the population). Never above √(n − 1), and largest for one bad epoch (spec/vetting.md §3.3). 0 below two epochs.
 */
export function sigmaDeviation(flux: Float64Array): number {
	const n = flux.length;
	if (n < 2) return 0;
	const mean = flux.reduce((sum, f) => sum + f, 0) / n;
	const sigma = Math.sqrt(flux.reduce((sum, f) => sum + (f - mean) ** 2, 0) / n);
	const farthest = flux.reduce((most, f) => Math.max(most, Math.abs(f - mean)), 0);
	return sigma > 0 ? farthest / sigma : 0;
}

/** Its composite score, 0 … 10: 0.5 σ-deviation/10 + 0.3 χ²_ν/10 + 0.2 η/5, each at most 1 (§3.3). χ²_ν and η are the same number. */
export function dsaComposite(deviation: number, eta: number): number {
	const part = (value: number, full: number) => Math.min(1, Math.max(0, value / full));
	return 10 * (0.5 * part(deviation, 10) + 0.3 * part(eta, 10) + 0.2 * part(eta, 5));
}

/**
 * m_d = √((s² − ⟨σ²⟩))/F̄, the modulation left when what the errors explain is taken out (spec/vetting.md §3.5). Negative, as
 * −√|…|, where the scatter is below the errors; NaN below two epochs or where the mean is not positive.
 */
export function debiasedModulation(flux: Float64Array, error: Float64Array): number {
	const n = flux.length;
	const mean = flux.reduce((sum, f) => sum + f, 0) / n;
	if (n < 2 || !(mean > 0)) return NaN;
	const variance = flux.reduce((sum, f) => sum + (f - mean) ** 2, 0) / (n - 1);
	const excess = variance - error.reduce((sum, e) => sum + e * e, 0) / n;
	return (Math.sign(excess) * Math.sqrt(Math.abs(excess))) / mean;
}

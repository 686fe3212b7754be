/**
 * 1/η_vN = s²/⟨(ΔF)²⟩ with s² over n − 1 and the mean over the n − 1 steps (von Neumann 1941; spec/vetting.md §3.5): ½ for white
 * noise, large for what changes smoothly. NaN below three epochs and where nothing changes.
 */
export function inverseVonNeumann(flux: Float64Array): number {
	const n = flux.length;
	if (n < 3) return NaN;
	const mean = flux.reduce((sum, f) => sum + f, 0) / n;
	let variance = 0;
	let steps = 0;
	for (let i = 0; i < n; i += 1) {
		variance += (flux[i] - mean) ** 2;
		if (i > 0) steps += (flux[i] - flux[i - 1]) ** 2;
	}
	return steps > 0 ? variance / steps : NaN;
}

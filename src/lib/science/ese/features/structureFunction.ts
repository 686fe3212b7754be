/** D over pairs of epochs whose separation lies in a bin of lags. */
export interface StructureFunction {
	/** Mean lag of each bin, days, ascending. */
	lagDays: number[];
	/** ⟨(ΔF)²⟩/⟨F⟩² − 2⟨σ²⟩/⟨F⟩² */
	d: number[];
	pairs: number[];
}

/**
 * First-order structure function with the noise floor taken out (spec/vetting.md §3.3): D(τ) = ⟨[F(t+τ) − F(t)]²⟩/⟨F⟩² − 2⟨σ²⟩/⟨F⟩².
 * Scintillation saturates within days or weeks, a scattering event shows a bump at its duration, intrinsic change keeps rising.
 * @param edgesDays Bins [edge_k, edge_{k+1}); empty ones are left out.
 */
export function structureFunction(
	mjd: Float64Array,
	{ flux, error }: { flux: Float64Array; error: Float64Array },
	edgesDays: readonly number[]
): StructureFunction {
	const n = mjd.length;
	const mean = flux.reduce((sum, f) => sum + f, 0) / n;
	const floor = (2 * error.reduce((sum, e) => sum + e * e, 0)) / n;
	const bins = edgesDays.slice(1).map(() => ({ lag: 0, squares: 0, pairs: 0 }));
	for (let i = 0; i < n; i += 1) {
		let bin = 0;
		for (let j = i + 1; j < n; j += 1) {
			const lag = mjd[j] - mjd[i];
			if (lag < edgesDays[0]) continue;
			while (bin < bins.length && lag >= edgesDays[bin + 1]) bin += 1;
			if (bin === bins.length) break;
			bins[bin].lag += lag;
			bins[bin].squares += (flux[j] - flux[i]) ** 2;
			bins[bin].pairs += 1;
		}
	}
	const filled = bins.filter(({ pairs }) => pairs > 0);
	return {
		lagDays: filled.map(({ lag, pairs }) => lag / pairs),
		d: filled.map(({ squares, pairs }) => (squares / pairs - floor) / mean ** 2),
		pairs: filled.map(({ pairs }) => pairs)
	};
}

const POWERS = [1, 1.5, 2];
const TIMESCALES = 40;

/**
 * Saturating fit D(τ) = 2m² τ^p/(τ^p + τ_c^p), weighted by pairs: linear in m², over a grid of τ_c and p. null below three bins or
 * where nothing is left above the noise.
 */
export function saturation({
	lagDays,
	d,
	pairs
}: StructureFunction): { m: number; timescaleDays: number } | null {
	if (lagDays.length < 3) return null;
	const low = lagDays[0] / 3;
	const high = 3 * lagDays[lagDays.length - 1];
	let best = { gain: 0, m: 0, timescaleDays: NaN };
	for (const power of POWERS) {
		for (let k = 0; k < TIMESCALES; k += 1) {
			const timescaleDays = low * (high / low) ** (k / (TIMESCALES - 1));
			let square = 0;
			let match = 0;
			lagDays.forEach((lag, i) => {
				const shape = 2 / (1 + (timescaleDays / lag) ** power);
				square += pairs[i] * shape * shape;
				match += pairs[i] * shape * d[i];
			});
			const gain = match > 0 ? match ** 2 / square : 0;
			if (gain > best.gain) best = { gain, m: Math.sqrt(match / square), timescaleDays };
		}
	}
	return best.gain > 0 ? { m: best.m, timescaleDays: best.timescaleDays } : null;
}

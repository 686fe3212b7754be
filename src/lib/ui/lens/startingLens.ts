import { LENS_RANGES, type LensFitShown } from '#schema/lens.ts';
import type { HandLens } from '#science/ese/lensByHand.ts';

/** Where a lens by hand begins: the best one, or where there is none a faint one in the middle of the season. */
export function startingLens({ lens, bands }: LensFitShown): HandLens {
	const times = bands.flatMap(({ mjd }) => mjd);
	const [first, last] = times.reduce(
		([low, high], mjd) => [Math.min(low, mjd), Math.max(high, mjd)],
		[Infinity, -Infinity]
	);
	const usual: HandLens = {
		t0Mjd: (first + last) / 2,
		tauDays: Math.max(LENS_RANGES.tauDays.least, (last - first) / 20),
		...{ alpha: 5, sigmaS: 0.6, egress: 1, compactFraction: 0.3 }
	};
	if (!lens) return usual;
	const { t0Mjd, tauDays, alpha, sigmaS, egress, compactFraction } = lens.numbers;
	return {
		t0Mjd: t0Mjd.value ?? usual.t0Mjd,
		tauDays: tauDays.value ?? usual.tauDays,
		alpha: alpha.value ?? usual.alpha,
		sigmaS: sigmaS.value ?? usual.sigmaS,
		egress: egress.value ?? usual.egress,
		compactFraction: compactFraction.value ?? usual.compactFraction
	};
}

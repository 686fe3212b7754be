import type { SmallCurve } from '#schema/sourcePage.ts';

interface Box {
	/** Pixels. */
	width: number;
	height: number;
}

const MARGIN = 5;

/** Where the points of a small light curve stand, y downwards; epochs without a measurement are left out. */
export function smallPlot(curve: SmallCurve, { width, height }: Box) {
	const bands = [...new Set(curve.frequencyMhz)].sort((a, b) => a - b);
	const measured = curve.mjd.flatMap((mjd, i) => {
		const flux = curve.fluxPeak[i];
		return flux === null
			? []
			: [
					{
						mjd,
						flux,
						err: curve.fluxPeakErr[i] ?? 0,
						forced: curve.forced[i],
						band: bands.indexOf(curve.frequencyMhz[i])
					}
				];
	});
	const times = measured.map(({ mjd }) => mjd);
	const [begin, end] = [Math.min(...times), Math.max(...times)];
	// Zero is always in sight: how large a change is shows against it.
	const bottom = Math.min(0, ...measured.map(({ flux, err }) => flux - err));
	const top = Math.max(0, ...measured.map(({ flux, err }) => flux + err));
	const across = (mjd: number) =>
		end > begin ? MARGIN + ((mjd - begin) / (end - begin)) * (width - 2 * MARGIN) : width / 2;
	const down = (flux: number) =>
		top > bottom
			? MARGIN + ((top - flux) / (top - bottom)) * (height - 2 * MARGIN)
			: height - MARGIN;
	return {
		points: measured.map(({ mjd, flux, err, forced, band }) => ({
			x: across(mjd),
			y: down(flux),
			top: down(flux + err),
			bottom: down(flux - err),
			forced,
			band
		})),
		/** MHz, ascending: what `band` counts in. */
		bands,
		zero: down(0),
		days: measured.length > 0 ? end - begin : 0,
		lowest: Math.min(...measured.map(({ flux }) => flux)),
		highest: Math.max(...measured.map(({ flux }) => flux))
	};
}

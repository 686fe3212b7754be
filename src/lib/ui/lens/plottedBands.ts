import type { CommonMode, FittedBand } from '#schema/lens.ts';
import type { HandFlux } from './handBench.ts';
import type { PlottedBand } from './lensPlot.ts';

/** The fitted bands with a lens by hand, if there is one, and divided by their images' scales, if that is asked for. */
export function plottedBands(
	bands: readonly FittedBand[],
	{
		hand,
		images,
		hollow = []
	}: {
		hand: HandFlux[] | null;
		images: CommonMode['images'] | null;
		/** Epochs that are proposed not to count. */
		hollow?: readonly { mjd: number; frequencyMhz: number }[];
	}
): PlottedBand[] {
	const factorAt = images ? factors(images) : () => null;
	return bands.map((band, place) => {
		// Of what the fit was divided by already, the image's own share is taken back first.
		const scale = band.mjd.map((mjd, i) => {
			const factor = factorAt(mjd, band.frequencyMhz);
			return factor === null ? 1 : factor / band.scale[i];
		});
		const own = hand?.[place] ?? null;
		return {
			frequencyMhz: band.frequencyMhz,
			mjd: band.mjd,
			flux: band.flux.map((flux, i) => flux / scale[i]),
			measured: { flux: band.flux, error: band.error },
			error: band.error.map((error, i) => error / scale[i]),
			hollow: band.mjd.map((mjd) =>
				hollow.some((one) => one.mjd === mjd && isNear(one.frequencyMhz, band.frequencyMhz))
			),
			expected: { lens: band.lens, ordinary: band.ordinary, hand: own?.atEpochs ?? null },
			curves: {
				lens: band.curve && { mjd: band.curve.mjd, flux: band.curve.lens },
				ordinary: { mjd: band.mjd, flux: band.ordinary },
				hand: own?.curve ?? null
			}
		};
	});
}

/** Of the image at this moment, the nearest in frequency; null where nothing is known of it. */
function factors(
	images: CommonMode['images']
): (mjd: number, frequencyMhz: number) => number | null {
	const byTime = new Map<number, CommonMode['images']>();
	for (const image of images) byTime.set(image.mjd, [...(byTime.get(image.mjd) ?? []), image]);
	return (mjd, frequencyMhz) => {
		const away = (image: CommonMode['images'][number]) =>
			Math.abs(image.frequencyMhz - frequencyMhz);
		const [nearest] = (byTime.get(mjd) ?? []).toSorted((a, b) => away(a) - away(b));
		return nearest && isNear(nearest.frequencyMhz, frequencyMhz) ? nearest.factor : null;
	};
}

/** Within one band. */
function isNear(a: number, b: number): boolean {
	return Math.abs(a - b) < 0.05 * b;
}

import type { FittedBand } from '#schema/lens.ts';
import type { Epochs } from '#science/ese/epochs.ts';
import {
	dipWidthDays,
	drawnTimes,
	handGain,
	type HandGain,
	type HandLens,
	lensFlux
} from '#science/ese/lensByHand.ts';
import { whiten } from '#science/ese/noise.ts';

/** A lens by hand over one light curve: mJy/beam along each band's epochs and along closer times. */
export interface HandFlux {
	atEpochs: number[];
	curve: { mjd: number[]; flux: number[] };
}

/** What is worked out again while somebody drags; made once for a light curve. */
export interface HandBench {
	gain: (hand: HandLens) => HandGain;
	widthDays: (hand: HandLens) => number;
	fluxes: (hand: HandLens) => HandFlux[];
}

const WHITE = { jitter: 0, red: null, prior: 1, priorOfEvents: 1 };
/** Takes the bands as the server fitted them, so that both come to the same Δχ². */
export function handBench(bands: readonly FittedBand[]): HandBench {
	const epochs = epochsOf(bands);
	const white = whiten(epochs, WHITE);
	return {
		gain: (hand) => handGain(white, hand),
		widthDays: dipWidthDays,
		fluxes: (hand) => {
			const times = drawnTimes(epochs, hand);
			return epochs.bands.map((band, place) => {
				const flux = lensFlux(epochs, band, hand);
				return {
					atEpochs: bands[place].mjd.map(flux),
					curve: { mjd: times, flux: times.map(flux) }
				};
			});
		}
	};
}

function epochsOf(bands: readonly FittedBand[]): Epochs {
	const all = <T>(pick: (band: FittedBand, row: number) => T) =>
		bands.flatMap((band) => band.mjd.map((_, row) => pick(band, row)));
	const mjd = Float64Array.from(all((band, row) => band.mjd[row]));
	let from = 0;
	return {
		n: mjd.length,
		mjd,
		excess: Float64Array.from(all(({ flux, level }, row) => flux[row] / level - 1)),
		variance: Float64Array.from(all(({ error, level }, row) => (error[row] / level) ** 2)),
		bands: bands.map((band) => {
			const to = from + band.mjd.length;
			const own = { frequencyMhz: band.frequencyMhz, from, to, levelMjy: band.level };
			from = to;
			return own;
		}),
		firstMjd: Math.min(...mjd),
		lastMjd: Math.max(...mjd)
	};
}

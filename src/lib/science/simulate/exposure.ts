import { separationDeg } from '../sky/separation.ts';
import { celestialWcs } from '../sky/wcs.ts';
import type { Random } from '../stats/random.ts';
import { areaRatio, broadened, covarianceOf } from './beam.ts';
import { type Component, type Emission, fitComponent } from './component.ts';
import { correlatedNoise } from './correlatedNoise.ts';
import { PIXEL_ARCSEC } from './footprint.ts';
import { imageCards, parsedHeader } from './imageHeader.ts';
import { drawGaussian, type Plane, valueAt } from './pixels.ts';
import { quiescentFlux, type SimulatedSource } from './population.ts';
import type { Observation } from './schedule.ts';
import type { Sidelobe } from './sidelobes.ts';

/** What the telescope looks at. `fluxes[i]` is source i's flux in mJy as a function of MJD, in the observation's band. */
export interface Sky {
	sources: SimulatedSource[];
	fluxes: ((mjd: number) => number)[];
	lobes: Sidelobe[];
}

/** The maps of one observation, Jy/beam, and its catalogue. */
export interface Exposure {
	image: Plane;
	rms: Plane;
	background: Plane;
	components: Component[];
}

/** Selavy's threshold for a peak. */
const DETECTION_SIGMA = 5;
const BACKGROUND_JY = 3e-5;
/** A sidelobe this close (beams) to a source changes its flux and is no component of its own. */
const BLEND_BEAMS = 1.2;

/** Takes one image: noise, background and sources in pixels, and what a source finder makes of them. */
export function expose(
	observation: Observation,
	sky: Sky,
	{ profile, npix, drawsSources }: { profile: Float32Array; npix: number; drawsSources: boolean },
	random: Random
): Exposure {
	const wcs = celestialWcs(parsedHeader(imageCards(observation, npix)));
	const { image, noise, rms, background } = emptySky(observation, profile, npix, random);
	const rmsAtCentre = centreRmsJy(observation);
	const fits = random.fork('fits');
	const components: Component[] = [];
	for (const emission of emissions(observation, sky)) {
		const { x, y } = wcs.icrsToPixel(emission.ra, emission.dec);
		if (drawsSources && isNear(image, x, y)) {
			const shape = covarianceOf(broadened(observation.beam, emission.sizeArcsec), PIXEL_ARCSEC);
			drawGaussian(image, { x, y, peak: emission.peakMjy / 1000, noise: rmsAtCentre }, shape);
		}
		const rmsMjy = valueAt(rms, x, y) * 1000;
		const noiseMjy = valueAt(noise, x, y) * 1000;
		const isDetected = emission.peakMjy + noiseMjy >= DETECTION_SIGMA * rmsMjy;
		if (!isDetected || emission.island === '') continue;
		components.push(fitComponent(emission, observation, { noiseMjy, rmsMjy }, fits));
	}
	return { image, rms, background, components };
}

function centreRmsJy({ band, noiseFactor }: Observation): number {
	return (band.rmsMjy * noiseFactor) / 1000;
}

/** The planes before any source: `image` holds noise and background. */
function emptySky(observation: Observation, profile: Float32Array, npix: number, random: Random) {
	const beam = covarianceOf(observation.beam, PIXEL_ARCSEC);
	const noise = correlatedNoise(npix, beam, random.fork('noise'));
	const rmsJy = centreRmsJy(observation);
	const rms = profile.map((factor) => factor * rmsJy);
	const background = smoothBackground(rms, npix, random.fork('background'));
	const image = new Float32Array(npix * npix);
	for (let i = 0; i < image.length; i += 1) {
		noise[i] *= rms[i];
		image[i] = noise[i] + background[i];
	}
	const plane = (values: Float32Array): Plane => ({ npix, values });
	return {
		image: plane(image),
		noise: plane(noise),
		rms: plane(rms),
		background: plane(background)
	};
}

/** Close enough to leave a trace in the pixels. */
function isNear({ npix }: Plane, x: number, y: number): boolean {
	const margin = 40;
	return x > -margin && y > -margin && x < npix + margin && y < npix + margin;
}

/** Sources and sidelobes with the image's gain; an emission without an island is drawn but no component of its own. */
function emissions(observation: Observation, { sources, fluxes, lobes }: Sky): Emission[] {
	const { mjd, gain, beam } = observation;
	const blend = (BLEND_BEAMS * beam.majorArcsec) / 3600;
	const bright = sources.find((source) => source.class === 'bright');
	const brightMjy =
		bright === undefined ? 0 : gain * quiescentFlux(bright, observation.band.frequencyMhz);
	const found = sources.map((source, i): Emission => {
		const dilution = 1 / areaRatio(broadened(beam, source.sizeArcsec), beam);
		const { ra, dec, sizeArcsec, spectralIndex, name } = source;
		const island = source.island || name;
		const peakMjy = gain * fluxes[i](mjd) * dilution;
		return { island, ra, dec, sizeArcsec, spectralIndex, peakMjy };
	});
	for (const lobe of lobes) {
		const peakMjy = brightMjy * lobe.fractions[observation.epoch];
		if (peakMjy === 0) continue;
		const { ra, dec } = lobe;
		const host = found.find(
			(other) => separationDeg(other.ra, other.dec, lobe.ra, lobe.dec) < blend
		);
		if (host !== undefined) host.peakMjy += peakMjy;
		else {
			const island = peakMjy > 0 ? lobe.name : '';
			found.push({ island, ra, dec, sizeArcsec: 0, spectralIndex: 0, peakMjy });
		}
	}
	return found;
}

/** A gentle wave of ±30 µJy, known to the background map. NaN where the noise is. */
function smoothBackground(rms: Float32Array, npix: number, random: Random): Float32Array {
	const wave = () => {
		const phase = random.between(0, 2 * Math.PI);
		return Float64Array.from({ length: npix }, (_, i) => Math.sin((4 * i) / npix + phase));
	};
	const [alongX, alongY] = [wave(), wave()];
	const background = new Float32Array(rms.length);
	for (let y = 0; y < npix; y += 1) {
		for (let x = 0; x < npix; x += 1) {
			const at = y * npix + x;
			const level = BACKGROUND_JY * alongX[x] * alongY[y];
			background[at] = Number.isNaN(rms[at]) ? Number.NaN : level;
		}
	}
	return background;
}

import type { Random } from '../stats/random.ts';
import { fieldWidthArcsec, surveyPlane } from './footprint.ts';
import { clearDirections } from './placement.ts';
import type { SimulatedSource } from './population.ts';

/** A residual sidelobe of the bright source: a beam-shaped blob, or a hole, that is left in some epochs only. */
export interface Sidelobe {
	name: string;
	ra: number;
	dec: number;
	/** One per epoch, as a fraction of the bright source's flux; 0 where the image is clean. */
	fractions: number[];
}

const FREE_LOBES = 4;
const LOBE_DISTANCE_ARCSEC = 75;
/** Of the flux of the contaminated source, in the hole. */
const HOLE_DEPTH = 0.45;

/**
 * Sidelobes around the bright source: blobs on empty sky, which come and go and look like transients, and a hole over the
 * contaminated source for a few epochs in a row, which looks like an ESE but for its colour.
 */
export function drawSidelobes(
	sources: SimulatedSource[],
	{ epochs, npix }: { epochs: number; npix: number },
	random: Random
): Sidelobe[] {
	const bright = sources.find((source) => source.class === 'bright');
	if (bright === undefined) return [];
	const distance = Math.min(LOBE_DISTANCE_ARCSEC, 0.2 * fieldWidthArcsec(npix));
	const places = sources.map((source) => source.place);
	const clear = clearDirections(bright.place, distance, { places, count: 12 });
	const plane = surveyPlane();
	const lobes = clear.slice(0, FREE_LOBES).map(({ x, y }, i) => ({
		name: `lobe${i + 1}`,
		...plane.toSky(x, y),
		fractions: blobs(epochs, random.fork(`lobe ${i}`))
	}));
	const victim = sources.find((source) => source.class === 'contaminated');
	if (victim === undefined) return lobes;
	const depth = (HOLE_DEPTH * victim.fluxMjy) / bright.fluxMjy;
	const hole = { name: 'hole', ra: victim.ra, dec: victim.dec, fractions: holes(epochs, depth) };
	return [...lobes, hole];
}

/** Present in about one epoch of four, at half to two per cent of the bright source; always in one at least. */
function blobs(epochs: number, random: Random): number[] {
	const strengths = Array.from({ length: epochs }, () =>
		random.uniform() < 0.25 ? random.logBetween(0.005, 0.02) : 0
	);
	strengths[random.integer(epochs)] = 0.01;
	return strengths;
}

/** A run of epochs in the third quarter. */
function holes(epochs: number, depth: number): number[] {
	return Array.from({ length: epochs }, (_, i) => {
		const phase = (i + 0.5) / epochs;
		return phase > 0.5 && phase < 0.72 ? -depth : 0;
	});
}

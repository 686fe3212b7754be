import type { Random } from '../stats/random.ts';
import { type Character, drawVariable, type Season, type VariableKind } from './behaviours.ts';
import { type Field, surveyPlane } from './footprint.ts';
import { type Behaviour, lightCurve, REFERENCE_MHZ } from './lightCurves.ts';
import { clearDirections, type Place, placeSources } from './placement.ts';

/** `bright` throws the sidelobes; one of them falls on `contaminated`. `double` is a component of a two-component island. */
export type SourceClass = Behaviour['kind'] | 'double' | 'bright' | 'contaminated';

export interface SimulatedSource {
	name: string;
	class: SourceClass;
	/** ICRS degrees. */
	ra: number;
	dec: number;
	/** Where it is in the survey's plane. */
	place: Place;
	/** Quiescent flux at REFERENCE_MHZ; the peak for a transient. */
	fluxMjy: number;
	/** F ∝ ν^index */
	spectralIndex: number;
	/** FWHM; 0 for a point. */
	sizeArcsec: number;
	/** Shared by the components of one island; empty for a source of its own. */
	island: string;
	behaviour: Behaviour;
}

const BRIGHT_MJY = 700;
const CONTAMINATED_MJY = 14;
/** Apart by 1.5 beams of the lower band: one island, two components. */
const DOUBLE_ARCSEC = 22;
const FAINTEST_MJY = 1.6;
const BRIGHTEST_MJY = 300;

/**
 * How many of each class there are among `count` sources, in the order in which they get their turn; the rest are steady, and
 * where the count is too small the last classes go without. 600 sources hold 6 ESEs.
 */
export function classesOf(count: number): SourceClass[] {
	const atLeastOne = (share: number) => Math.max(1, Math.round(share * count));
	const quotas: [SourceClass, number][] = [
		['ese', atLeastOne(1 / 100)],
		['bright', 1],
		['contaminated', 1],
		['transient', atLeastOne(1 / 75)],
		['flare', atLeastOne(1 / 60)],
		['double', 2 * atLeastOne(1 / 20)],
		['agn', atLeastOne(1 / 25)],
		['scintillator', atLeastOne(2 / 25)]
	];
	const special = quotas.flatMap(([name, n]) => Array.from({ length: n }, () => name));
	const steady = Array.from({ length: count }, (): SourceClass => 'steady');
	return [...special, ...steady].slice(0, count);
}

/** The sky of a survey: `count` sources, those whose light curves matter where every field sees them. */
export function drawPopulation(
	count: number,
	sky: { fields: Field[]; npix: number; season: Season },
	random: Random
): SimulatedSource[] {
	const places = placeSources(count, sky, random.fork('places'));
	const unused = [...places];
	const plane = surveyPlane();
	const sources: SimulatedSource[] = [];
	for (const [index, name] of classesOf(count).entries()) {
		const stream = random.fork(`source ${index}`);
		const place = choosePlace(name, unused, sources, places);
		const { ra, dec } = plane.toSky(place.x, place.y);
		const label = `S${String(index + 1).padStart(Math.max(4, String(count).length), '0')}`;
		const partner = name === 'double' ? companionOf(sources) : null;
		sources.push({
			name: label,
			class: name,
			ra,
			dec,
			place,
			sizeArcsec: name === 'steady' && stream.uniform() < 0.2 ? stream.between(3, 7) : 0,
			island: name === 'double' ? (partner?.island ?? label) : '',
			...drawCharacter(name, sky.season, stream)
		});
	}
	return sources;
}

function choosePlace(
	name: SourceClass,
	unused: Place[],
	sources: SimulatedSource[],
	places: Place[]
): Place {
	const first = name === 'double' ? companionOf(sources) : null;
	if (first !== null) {
		const [place] = clearDirections(first.place, DOUBLE_ARCSEC, { places, count: 16 });
		places.push({ ...place, isCommon: first.place.isCommon });
		return places[places.length - 1];
	}
	const bright = sources.find((source) => source.class === 'bright');
	if (name === 'contaminated' && bright !== undefined) return takeNearest(unused, bright.place);
	if (name === 'bright') return takeNearest(unused, { x: 0, y: 0 });
	const wantsCommon = name === 'ese' || name === 'transient' || name === 'flare';
	const common = wantsCommon ? unused.findIndex((place) => place.isCommon) : 0;
	return unused.splice(Math.max(common, 0), 1)[0];
}

function takeNearest(unused: Place[], to: { x: number; y: number }): Place {
	const distances = unused.map((place) => Math.hypot(place.x - to.x, place.y - to.y));
	return unused.splice(distances.indexOf(Math.min(...distances)), 1)[0];
}

/** The component that still lacks its partner. */
function companionOf(sources: SimulatedSource[]): SimulatedSource | null {
	const last = sources.at(-1);
	if (last?.class !== 'double') return null;
	return sources.at(-2)?.island === last.island ? null : last;
}

function drawCharacter(name: SourceClass, season: Season, random: Random): Character {
	const steady = { behaviour: { kind: 'steady' } } as const;
	switch (name) {
		case 'bright':
			return { fluxMjy: BRIGHT_MJY, spectralIndex: -0.6, ...steady };
		case 'contaminated':
			return { fluxMjy: CONTAMINATED_MJY, spectralIndex: -0.1, ...steady };
		case 'double':
			return { fluxMjy: random.logBetween(4, 60), spectralIndex: steepIndex(random), ...steady };
		case 'steady':
			return {
				fluxMjy: random.powerLaw(1.8, FAINTEST_MJY, BRIGHTEST_MJY),
				spectralIndex: steepIndex(random),
				...steady
			};
		default:
			return drawVariable(name satisfies VariableKind, season, random);
	}
}

/** Optically thin synchrotron, with a scatter. */
function steepIndex(random: Random): number {
	return -0.75 + 0.2 * random.normal();
}

/** Flux density in mJy at a frequency, as a function of MJD. */
export function trueFlux(source: SimulatedSource, frequencyMhz: number): (mjd: number) => number {
	const quiescent = quiescentFlux(source, frequencyMhz);
	const relative = lightCurve(source.behaviour, frequencyMhz);
	return (mjd) => quiescent * relative(mjd);
}

export function quiescentFlux(source: SimulatedSource, frequencyMhz: number): number {
	return source.fluxMjy * (frequencyMhz / REFERENCE_MHZ) ** source.spectralIndex;
}

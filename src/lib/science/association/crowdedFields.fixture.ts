import { orderEpochs } from '../run/epochs.ts';
import { basicOptions, imageOf } from '../run/images.fixture.ts';
import type { PreviousRun, RunImage, RunOptions } from '../run/types.ts';
import { Random } from '../stats/random.ts';
import { associate } from './associate.ts';
import type { AssociationState } from './state.ts';

export const METHODS = ['basic', 'advanced', 'deruiter'] as const;

const ARCSEC = 1 / 3600;

/** A position `east` and `north` of a centre, arcsec. */
export function offset(centre: { ra: number; dec: number }, east: number, north = 0) {
	const ra = centre.ra + (east * ARCSEC) / Math.cos((centre.dec * Math.PI) / 180);
	return { ra: (ra + 360) % 360, dec: centre.dec + north * ARCSEC };
}

/** The weight of a position that is uncertain by `arcsec`, deg⁻². */
export function weightOf(arcsec: number): number {
	return (arcsec * ARCSEC) ** -2;
}

interface Field {
	ra: number;
	dec: number;
	/** Sources in 2′ × 2′: from some 30 on, groups of several rows and several sources are common. */
	sources: number;
	epochs: number;
	skyRegionId?: number;
}

/** A field seen once a day, with 2″ scatter, a fifth of the detections missed and uncertainties between 0.4″ and 3″. */
export function crowdedField(seed: string, { sources, epochs, skyRegionId = 1, ...centre }: Field) {
	const random = new Random(seed);
	const places = Array.from({ length: sources }, () => ({
		east: random.between(-60, 60),
		north: random.between(-60, 60)
	}));
	return Array.from({ length: epochs }, (_, day): RunImage => {
		const seen = places.filter(() => random.uniform() > 0.2);
		const image = imageOf(
			seen.map(({ east, north }) => ({
				...offset(centre, east + 2 * random.normal(), north + 2 * random.normal()),
				weight: weightOf(random.between(0.4, 3))
			})),
			{ ...centre, day, skyRegionId, name: `field${skyRegionId} day${day}` }
		);
		return withIds(image, 10_000 * skyRegionId + 100 * day);
	});
}

/** Measurement ids as the installation gives them: unique, in ingest order. */
export function withIds(image: RunImage, first: number): RunImage {
	const id = Float64Array.from({ length: image.measurements.n }, (_, k) => first + k);
	return { ...image, measurements: { ...image.measurements, id } };
}

export function associated(
	images: RunImage[],
	fields: Partial<RunOptions> = {},
	previous?: PreviousRun
): AssociationState {
	const options = { ...basicOptions, ...fields };
	return associate(images, orderEpochs(images, options.epochMode), options, { previous });
}

/** Every source as its measurements and its related sources likewise, by name and in alphabetical order. */
export function membership({ s, c, related }: AssociationState, images: RunImage[]): string[] {
	const measurements = Array.from({ length: c.n }, (): string[] => []);
	s.source.trimmed().forEach((source, k) => {
		measurements[source].push(`${images[s.image.values[k]].name}#${s.row.values[k]}`);
	});
	const names = measurements.map((names) => names.sort().join(' + '));
	return names
		.map((name, source) => {
			const others = [...(related.get(source) ?? [])].map((other) => names[other]).sort();
			return `${name} | ${others.join(', ')}`;
		})
		.sort();
}

/** What the run of these images would leave behind for a run that adds images to it. */
export function previousRun({ s, c, related }: AssociationState): PreviousRun {
	const relations = [...related].flatMap(([from, others]) => [...others].map((to) => [from, to]));
	return {
		associations: {
			n: s.n,
			source: s.source.trimmed(),
			image: s.image.trimmed(),
			row: s.row.trimmed(),
			d2d: s.d2d.trimmed(),
			dr: s.dr.trimmed()
		},
		sources: {
			n: c.n,
			ra: c.ra.trimmed(),
			dec: c.dec.trimmed(),
			uncertaintyEw: c.uncertaintyEw.trimmed(),
			uncertaintyNs: c.uncertaintyNs.trimmed()
		},
		relations: {
			from: Int32Array.from(relations, ([from]) => from),
			to: Int32Array.from(relations, ([, to]) => to)
		}
	};
}

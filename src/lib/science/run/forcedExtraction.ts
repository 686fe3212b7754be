import type { MissingSource, SourcePositions } from '../coverage/idealCoverage.ts';
import { forcedCandidates, type ForcedCandidates } from '../forced/forcedCandidates.ts';
import { forcedMeasurements } from '../forced/forcedMeasurements.ts';
import { matchedMaps } from '../forced/forcedMaps.ts';
import { forcedPhotometry } from '../forced/forcedPhotometry.ts';
import { withRows } from '../measurement/withRows.ts';
import type { RowsBySource } from './rowsBySource.ts';
import type {
	AssociationColumns,
	ForcedOfImage,
	MonitoringOptions,
	RunImage,
	RunInput
} from './types.ts';

/** Width of a stamp in beams (spec/pipeline.md §5.4-4). */
const STAMP_BEAMS = 3;

/** What is known of the sources before anything is measured. */
interface Monitored {
	missing: MissingSource[];
	associations: AssociationColumns;
	bySource: RowsBySource;
	positions: SourcePositions;
	/** Sources that an earlier run of the same images had. */
	nOldSources: number;
}

export interface Extracted {
	/** With the measured rows behind those of the catalogue. */
	images: RunImage[];
	associations: AssociationColumns;
	forced: ForcedOfImage[];
}

/** Measures missing sources in the images that should show them, and associates what comes of it (spec/pipeline.md §5.4). */
export function forcedExtraction(
	{ images, readMaps, onProgress }: RunInput,
	monitored: Monitored,
	options: MonitoringOptions & { edgeBufferScale: number }
): Extracted {
	const { missing, associations, bySource, nOldSources } = monitored;
	const limits = { bySource, minSigma: options.minSigma, nOldSources };
	const candidates = forcedCandidates(images, missing, associations, limits);
	const extended = [...images];
	const forced: ForcedOfImage[] = [];
	const rows: { image: number; source: Int32Array; firstRow: number }[] = [];
	for (const [done, inImage] of candidates.entries()) {
		const { image } = inImage;
		const { measurements, sources } = measured(images[image], inImage, {
			maps: readMaps(image),
			positions: monitored.positions,
			options
		});
		if (measurements.n > 0) {
			forced.push({ image, measurements });
			rows.push({ image, source: sources, firstRow: images[image].measurements.n });
			const own = withRows(images[image].measurements, measurements);
			extended[image] = { ...images[image], measurements: own };
		}
		onProgress?.('forced', done + 1, candidates.length);
	}
	return { images: extended, associations: withForcedRows(associations, rows), forced };
}

function measured(
	image: RunImage,
	{ sources }: ForcedCandidates,
	{
		maps,
		positions,
		options
	}: {
		maps: ReturnType<RunInput['readMaps']>;
		positions: SourcePositions;
		options: MonitoringOptions & { edgeBufferScale: number };
	}
) {
	const ra = sources.map((source) => positions.ra[source]);
	const dec = sources.map((source) => positions.dec[source]);
	const fluxes = forcedPhotometry({ ra, dec }, maps, { ...options, nBeam: STAMP_BEAMS });
	return forcedMeasurements(
		{ sources, ra, dec, fluxes },
		{
			...options,
			beam: matchedMaps(maps).beam,
			islandIds: image.islands?.catalogued ?? [],
			earlierForced: image.islands?.forced ?? []
		}
	);
}

/** Behind all others, image by image; nothing was matched, so d2d and dr are 0. */
function withForcedRows(
	associations: AssociationColumns,
	rows: { image: number; source: Int32Array; firstRow: number }[]
): AssociationColumns {
	const n = rows.reduce((sum, { source }) => sum + source.length, associations.n);
	const wider: AssociationColumns = {
		n,
		source: new Int32Array(n),
		image: new Int32Array(n),
		row: new Int32Array(n),
		d2d: new Float64Array(n),
		dr: new Float64Array(n)
	};
	for (const key of ['source', 'image', 'row', 'd2d', 'dr'] as const)
		wider[key].set(associations[key]);
	let k = associations.n;
	for (const { image, source, firstRow } of rows) {
		for (const [place, of] of source.entries()) {
			wider.source[k] = of;
			wider.image[k] = image;
			wider.row[k++] = firstRow + place;
		}
	}
	return wider;
}

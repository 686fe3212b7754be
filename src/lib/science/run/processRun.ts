import { associate } from '../association/associate.ts';
import type { AssociationState } from '../association/state.ts';
import { idealCoverage } from '../coverage/idealCoverage.ts';
import { newSources } from '../coverage/newSources.ts';
import { lightCurveAggregates } from '../variability/aggregates.ts';
import { nearestNeighbourDeg } from '../variability/neighbours.ts';
import { rowDates } from '../variability/pairs.ts';
import { pairAggregates } from '../variability/pairsInBlocks.ts';
import { relationColumns } from '../variability/relations.ts';
import { orderEpochs } from './epochs.ts';
import { forcedExtraction, type Extracted } from './forcedExtraction.ts';
import { rowFluxes } from './rowFluxes.ts';
import { rowsBySource } from './rowsBySource.ts';
import type { AssociationColumns, RunInput, RunResult, SourceColumns } from './types.ts';

/**
 * The numeric part of a run (spec/pipeline.md §4 to §6): measurements of all images in, sources with their metrics out,
 * and what forced extraction has added. Deterministic: the same input gives the same bits.
 * @throws whatever readNoise, readMaps or onProgress throw.
 */
export function processRun(input: RunInput): RunResult {
	const { images, options, previous, readNoise, onProgress } = input;
	const epochs = orderEpochs(images, options.epochMode);
	const state = associate(images, epochs, options, {
		...(previous ? { previous } : {}),
		onEpoch: (done) => onProgress?.('association', done, epochs.length)
	});
	const catalogued = associationColumns(state);
	const bySource = rowsBySource(catalogued.source, state.c.n);
	const positions = { ra: state.c.ra.trimmed(), dec: state.c.dec.trimmed() };

	const missing = idealCoverage(images, epochs, catalogued, { positions, bySource });
	onProgress?.('coverage', 1, 1);
	const found = newSources(images, missing, catalogued, {
		positions,
		bySource,
		options: {
			minSigma: options.newSourceMinSigma,
			edgeBufferScale: options.edgeBufferScale,
			readNoise,
			onProgress: (done, total) => onProgress?.('newSources', done, total)
		}
	});
	const extracted = extractedFrom(input, {
		...{ missing, bySource, positions, associations: catalogued },
		nOldSources: previous?.sources.n ?? 0
	});
	onProgress?.('measure', 0, 1);
	const { sources, ...errors } = metricsOf(extracted, state, input);
	onProgress?.('measure', 1, 1);
	return {
		images: extracted.images,
		sources: {
			...sources,
			wavgRa: positions.ra,
			wavgDec: positions.dec,
			isNew: found.isNew,
			newHighSigma: found.highSigma,
			newTrueHighSigma: found.trueHighSigma,
			nNeighbourDist: nearestNeighbourDeg(positions.ra, positions.dec)
		},
		associations: extracted.associations,
		relations: relationColumns(state.related),
		forced: extracted.forced,
		hasPairs: options.pairMetrics,
		...errors
	};
}

function extractedFrom(
	input: RunInput,
	monitored: Parameters<typeof forcedExtraction>[1]
): Extracted {
	const { monitoring, edgeBufferScale } = input.options;
	if (monitoring) return forcedExtraction(input, monitored, { ...monitoring, edgeBufferScale });
	return { images: input.images, associations: monitored.associations, forced: [] };
}

/** What comes of the light curves, forced measurements included. */
function metricsOf(
	{ images, associations }: Extracted,
	state: AssociationState,
	{ options }: RunInput
) {
	const n = state.c.n;
	const bySource = rowsBySource(associations.source, n);
	const flux = rowFluxes(images, associations, options.fluxFractionalError);
	const paired = { bySource, dateMs: rowDates(images, associations), flux };
	return {
		sources: {
			n,
			...lightCurveAggregates(images, associations, bySource, flux),
			nRel: Int32Array.from({ length: n }, (_, i) => state.related.get(i)?.size ?? 0),
			...(options.pairMetrics ? pairAggregates(paired, options.pairMinAbsVs) : noPairs(n))
		},
		fluxIntErr: flux.intErr,
		fluxPeakErr: flux.peakErr
	};
}

function noPairs(n: number): ReturnType<typeof pairAggregates> {
	const zeros = () => new Float64Array(n);
	return {
		vsAbsSignificantMaxPeak: zeros(),
		mAbsSignificantMaxPeak: zeros(),
		vsAbsSignificantMaxInt: zeros(),
		mAbsSignificantMaxInt: zeros()
	} satisfies Partial<SourceColumns>;
}

function associationColumns({ s }: AssociationState): AssociationColumns {
	return {
		n: s.n,
		source: s.source.trimmed(),
		image: s.image.trimmed(),
		row: s.row.trimmed(),
		d2d: s.d2d.trimmed(),
		dr: s.dr.trimmed()
	};
}

import { associate, associationMethod } from '../association/associate.ts';
import type { AssociationState } from '../association/state.ts';
import { idealCoverage } from '../coverage/idealCoverage.ts';
import { newSources } from '../coverage/newSources.ts';
import { lightCurveAggregates } from '../variability/aggregates.ts';
import { nearestNeighbourDeg } from '../variability/neighbours.ts';
import { measurementPairs, significantPairs, type RowFluxes } from '../variability/pairs.ts';
import { relationColumns } from '../variability/relations.ts';
import { orderEpochs } from './epochs.ts';
import { rowFluxes } from './rowFluxes.ts';
import { rowsBySource } from './rowsBySource.ts';
import type {
	AssociationColumns,
	PairColumns,
	RunInput,
	RunResult,
	SourceColumns
} from './types.ts';

/**
 * The numeric part of a run (spec/pipeline.md §4 to §6): measurements of all images in, sources with their
 * metrics out. Deterministic: the same input gives the same bits.
 * @throws Error for an association method that this version does not have; whatever readNoise or onProgress throw.
 */
export function processRun({ images, options, readNoise, onProgress }: RunInput): RunResult {
	associationMethod(options.method);
	const epochs = orderEpochs(images, options.epochMode);
	const state = associate(images, epochs, options, (done) =>
		onProgress?.('association', done, epochs.length)
	);
	const associations = associationColumns(state);
	const bySource = rowsBySource(associations.source, state.c.n);
	const positions = { ra: state.c.ra.trimmed(), dec: state.c.dec.trimmed() };

	const missing = idealCoverage(images, epochs, associations, { positions, bySource });
	onProgress?.('coverage', 1, 1);
	const found = newSources(images, missing, associations, {
		positions,
		bySource,
		options: {
			minSigma: options.newSourceMinSigma,
			edgeBufferScale: options.edgeBufferScale,
			readNoise,
			onProgress: (done, total) => onProgress?.('newSources', done, total)
		}
	});

	const fluxes = rowFluxes(images, associations, options.fluxFractionalError);
	const pairs = options.pairMetrics
		? measurementPairs(images, associations, bySource, fluxes)
		: null;
	onProgress?.('measure', 0, 1);
	const sources: SourceColumns = {
		n: state.c.n,
		...lightCurveAggregates(images, associations, bySource, fluxes),
		wavgRa: positions.ra,
		wavgDec: positions.dec,
		nRel: Int32Array.from({ length: state.c.n }, (_, i) => state.related.get(i)?.size ?? 0),
		isNew: found.isNew,
		newHighSigma: found.highSigma,
		nNeighbourDist: nearestNeighbourDeg(positions.ra, positions.dec),
		...pairAggregates(pairs, state.c.n, options.pairMinAbsVs)
	};
	onProgress?.('measure', 1, 1);
	return {
		sources,
		associations,
		relations: relationColumns(state.related),
		pairs,
		...errorsOf(fluxes)
	};
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

function pairAggregates(pairs: PairColumns | null, nSources: number, minAbsVs: number) {
	const none = { vs: new Float64Array(nSources), m: new Float64Array(nSources) };
	const limits = { nSources, minAbsVs };
	const peak = pairs ? significantPairs(pairs.source, pairs.vsPeak, pairs.mPeak, limits) : none;
	const int = pairs ? significantPairs(pairs.source, pairs.vsInt, pairs.mInt, limits) : none;
	return {
		vsAbsSignificantMaxPeak: peak.vs,
		mAbsSignificantMaxPeak: peak.m,
		vsAbsSignificantMaxInt: int.vs,
		mAbsSignificantMaxInt: int.m
	};
}

function errorsOf({ intErr, peakErr }: RowFluxes): Pick<RunResult, 'fluxIntErr' | 'fluxPeakErr'> {
	return { fluxIntErr: intErr, fluxPeakErr: peakErr };
}

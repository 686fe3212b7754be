import type { MeasurementColumns } from '../measurement/columns.ts';
import type { FitsImage } from '../fits/readImage.ts';

/** One ingested image as the association sees it. Angles in degrees, times in ms since 1970 (UTC). */
export interface RunImage {
	id: number;
	name: string;
	datetimeMs: number;
	ra: number;
	dec: number;
	skyRegionId: number;
	/** Radius of the circle about the whole image. */
	xtrRadius: number;
	beamBmaj: number;
	/** Smallest rms of the noise map, mJy/beam. */
	rmsMin: number;
	/** Epoch key of the config; in list mode the association renumbers by date. */
	epoch: string;
	measurements: MeasurementColumns;
}

export interface RunOptions {
	method: 'basic' | 'advanced' | 'deruiter';
	radiusArcsec: number;
	epochMode: boolean;
	epochDuplicateRadiusArcsec: number;
	fluxFractionalError: number;
	newSourceMinSigma: number;
	edgeBufferScale: number;
	pairMetrics: boolean;
	pairMinAbsVs: number;
}

export interface RunInput {
	/** Ingest order: sorted epoch key, then list order. */
	images: RunImage[];
	options: RunOptions;
	/** Noise map of images[index], read on demand; only asked for images a new source could have been seen in. */
	readNoise: (index: number) => FitsImage;
	/** Told after each epoch; throw from it to stop. */
	onProgress?: (
		stage: 'association' | 'coverage' | 'newSources' | 'measure',
		done: number,
		total: number
	) => void;
}

/** Every (measurement, source) pair, in association order. `source` counts from 0 and indexes SourceColumns. */
export interface AssociationColumns {
	n: number;
	source: Int32Array;
	/** Index into RunInput.images, and row of that image's measurements. */
	image: Int32Array;
	row: Int32Array;
	/** arcsec */
	d2d: Float64Array;
	dr: Float64Array;
}

/** Columns of sources.parquet (spec/pipeline.md §6 and §7.2), without ids. Angles in degrees. */
export interface SourceColumns {
	n: number;
	nMeasForced: Int32Array;
	nMeas: Int32Array;
	nMeasSel: Int32Array;
	nSibl: Int32Array;
	wavgRa: Float64Array;
	wavgDec: Float64Array;
	avgCompactness: Float64Array;
	minSnr: Float64Array;
	maxSnr: Float64Array;
	wavgUncertaintyEw: Float64Array;
	wavgUncertaintyNs: Float64Array;
	avgFluxInt: Float64Array;
	avgFluxPeak: Float64Array;
	maxFluxPeak: Float64Array;
	maxFluxInt: Float64Array;
	minFluxPeak: Float64Array;
	minFluxInt: Float64Array;
	minFluxPeakIslRatio: Float64Array;
	minFluxIntIslRatio: Float64Array;
	vInt: Float64Array;
	vPeak: Float64Array;
	etaInt: Float64Array;
	etaPeak: Float64Array;
	nRel: Int32Array;
	isNew: Uint8Array;
	newHighSigma: Float64Array;
	nNeighbourDist: Float64Array;
	/** 0 where no pair qualifies, and everywhere when pair metrics are off. */
	vsAbsSignificantMaxPeak: Float64Array;
	mAbsSignificantMaxPeak: Float64Array;
	vsAbsSignificantMaxInt: Float64Array;
	mAbsSignificantMaxInt: Float64Array;
}

/** Two-epoch pairs, `a` the earlier. Rows index AssociationColumns. */
export interface PairColumns {
	n: number;
	source: Int32Array;
	a: Int32Array;
	b: Int32Array;
	vsPeak: Float64Array;
	vsInt: Float64Array;
	mPeak: Float64Array;
	mInt: Float64Array;
}

export interface RunResult {
	sources: SourceColumns;
	associations: AssociationColumns;
	/** Directed, self relations removed, each once. */
	relations: { from: Int32Array; to: Int32Array };
	/** null when pair metrics are off. */
	pairs: PairColumns | null;
	/** Flux errors used in the metrics (with the fractional error), one per association row: int and peak. */
	fluxIntErr: Float64Array;
	fluxPeakErr: Float64Array;
}

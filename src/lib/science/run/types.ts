import type { FitsMap } from '../fits/fitsMap.ts';
import type { ForcedMaps } from '../forced/forcedMaps.ts';
import type { MeasurementColumns, WorkingColumns } from '../measurement/columns.ts';

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
	/** Catalogue rows in catalogue order; rows measured by forced extraction stand behind them. */
	measurements: WorkingColumns;
	/** Associated by an earlier run of the same images (add-image mode, §4.9). */
	isDone?: boolean;
	/** What forced measurements of the image are named after (§5.4-9): its islands, and forced ones it has already. */
	islands?: { catalogued: readonly string[]; forced: readonly string[] };
}

/** Forced extraction (§5.4): where sources are measured that an image should show and does not. */
export interface MonitoringOptions {
	minSigma: number;
	/** In beams; 0 measures each source alone. */
	clusterThreshold: number;
	allowNan: boolean;
	raUncertaintyArcsec: number;
	decUncertaintyArcsec: number;
	/** In the names of the measurements. */
	runId: number;
}

export interface RunOptions {
	method: 'basic' | 'advanced' | 'deruiter';
	radiusArcsec: number;
	/** Unitless limit of the de Ruiter radius, and how many half beams it looks around. */
	deruiterRadius: number;
	deruiterBeamwidthLimit: number;
	/** Associate groups of sky regions that do not touch on their own (§4.7). */
	parallel: boolean;
	epochMode: boolean;
	epochDuplicateRadiusArcsec: number;
	fluxFractionalError: number;
	newSourceMinSigma: number;
	edgeBufferScale: number;
	pairMetrics: boolean;
	pairMinAbsVs: number;
	/** null: sources are measured in catalogues only. */
	monitoring: MonitoringOptions | null;
}

/** What a run had found before images were added to it (§4.9). Rows and images index the images of the new RunInput. */
export interface PreviousRun {
	associations: AssociationColumns;
	/** Weighted mean positions and their uncertainties (those of all rows, forced ones too), degrees. */
	sources: {
		n: number;
		ra: Float64Array;
		dec: Float64Array;
		uncertaintyEw: Float64Array;
		uncertaintyNs: Float64Array;
	};
	relations: { from: Int32Array; to: Int32Array };
}

export const RUN_STEPS = ['association', 'coverage', 'newSources', 'forced', 'measure'] as const;
export type RunStep = (typeof RUN_STEPS)[number];

export interface RunInput {
	/** Ingest order: sorted epoch key, then list order. */
	images: RunImage[];
	options: RunOptions;
	/** Of the same run, when images were added to it: then only images that are not `isDone` are associated. */
	previous?: PreviousRun;
	/** Noise map of images[index], read on demand; only asked for images a new source could have been seen in. */
	readNoise: (index: number) => FitsMap;
	/** Image, background and noise of images[index]; asked for where there is something to measure. */
	readMaps: (index: number) => ForcedMaps;
	/** Told after each part of a step; throw from it to stop. */
	onProgress?: (step: RunStep, done: number, total: number) => void;
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
	/** As the reference computes it: against the largest rms of the earlier images, so the lowest significance. */
	newHighSigma: Float64Array;
	/** Against the smallest: what it says. */
	newTrueHighSigma: Float64Array;
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

/** What forced extraction measured in one image, in the order in which the rows stand behind those of the catalogue. */
export interface ForcedOfImage {
	/** Index into RunInput.images. */
	image: number;
	/** `id` is 0 until the rows are given ids. */
	measurements: MeasurementColumns;
}

export interface RunResult {
	/** Those of RunInput, with the rows that forced extraction has added. */
	images: RunImage[];
	sources: SourceColumns;
	associations: AssociationColumns;
	/** Directed, self relations removed, each once. */
	relations: { from: Int32Array; to: Int32Array };
	/** Those that this run has measured; of a run to which images were added, not those it had before. */
	forced: ForcedOfImage[];
	hasPairs: boolean;
	/** Flux errors used in the metrics (with the fractional error), one per association row: int and peak. */
	fluxIntErr: Float64Array;
	fluxPeakErr: Float64Array;
}

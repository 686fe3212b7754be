/** A light curve as parallel columns, in time order. Fluxes mJy (integrated) and mJy/beam (peak); NaN means not measured. */
export interface LightCurve {
	/** MJD, UTC. */
	mjd: number[];
	fluxPeak: number[];
	fluxPeakErr: number[];
	fluxInt: number[];
	fluxIntErr: number[];
	localRms: number[];
	forced: boolean[];
	frequencyMhz: number[];
	imageId: number[];
	imageName: string[];
	measurementId: number[];
	measurementName: string[];
	ra: number[];
	dec: number[];
}

/** Aggregates of one source of one run (spec/pipeline.md §6), angles in degrees. */
export interface SourceMetrics {
	nMeas: number;
	nMeasSel: number;
	nMeasForced: number;
	nSibl: number;
	nRel: number;
	wavgRa: number;
	wavgDec: number;
	wavgUncertaintyEw: number;
	wavgUncertaintyNs: number;
	avgCompactness: number;
	minSnr: number;
	maxSnr: number;
	avgFluxInt: number;
	avgFluxPeak: number;
	maxFluxPeak: number;
	maxFluxInt: number;
	minFluxPeak: number;
	minFluxInt: number;
	minFluxPeakIslRatio: number;
	minFluxIntIslRatio: number;
	vInt: number;
	vPeak: number;
	etaInt: number;
	etaPeak: number;
	isNew: boolean;
	/** As the reference computes it: against the largest rms of the earlier images. */
	newHighSigma: number;
	/** Against the smallest. */
	newTrueHighSigma: number;
	nNeighbourDist: number;
	vsAbsSignificantMaxPeak: number;
	mAbsSignificantMaxPeak: number;
	vsAbsSignificantMaxInt: number;
	mAbsSignificantMaxInt: number;
}

/** Variability within one band, for runs over several: a spectral slope is not variability. */
export type BandMetrics = Pick<
	SourceMetrics,
	| 'nMeas'
	| 'etaPeak'
	| 'vPeak'
	| 'etaInt'
	| 'vInt'
	| 'avgFluxPeak'
	| 'maxFluxPeak'
	| 'minFluxPeak'
	| 'vsAbsSignificantMaxPeak'
	| 'mAbsSignificantMaxPeak'
	| 'vsAbsSignificantMaxInt'
	| 'mAbsSignificantMaxInt'
> & { frequencyMhz: number };

/** Variability in the band in which a source varies most; where it was seen in one band only, over all its measurements. */
export interface JudgedMetrics {
	bandEtaPeak: number;
	bandVPeak: number;
	/** |Vs| and |m| of the most modulated significant pair within the band; 0 when no pair is. */
	bandVsPeak: number;
	bandMPeak: number;
	bandEtaInt: number;
	bandVInt: number;
	bandVsInt: number;
	bandMInt: number;
	/** NaN when it is not known. */
	bandMhz: number;
}

export interface Source extends SourceMetrics {
	id: number;
	runId: number;
	revision: number;
	objectId: string | null;
	/** IAU-style, truncated: J095956.0-295839. */
	name: string;
	/** One per band, ascending in frequency. */
	bands: BandMetrics[];
}

/** A source with the probability that it is a scattering event, as the model says it; NaN where it has no score. */
export type ScoredSource = Source & { eseScore: number };

/** The persistent sky object: what labels belong to. */
export interface SkyObject {
	id: string;
	name: string;
	ra: number;
	dec: number;
	/** 1 σ of the position, degrees. */
	uncertaintyDeg: number;
	firstRunId: number;
	createdAt: Date;
}

/** A match that needs a person: two objects for one source, two sources for one object, or forks of one measurement. */
export interface UnsettledMatch {
	id: string;
	kind: 'merged' | 'split' | 'fork';
	runId: number;
	runName: string;
	sourceId: number;
	sourceName: string;
	/** The object the source was linked to, then the others in question. */
	objectIds: string[];
	createdAt: Date;
	settledBy: string | null;
	settledAt: Date | null;
}

/**
 * Measurements of one image as parallel columns, in the file order of the catalogue (spec/pipeline.md §3).
 * Angles: ra, dec, *Err of positions, uncertainties and psfPa/pa in degrees, axes in arcsec as the catalogue gives them;
 * errBmaj, errBmin, errPa keep the reference's mixed units (§3.3). Fluxes mJy and mJy/beam. NaN means not given.
 */
export interface MeasurementColumns {
	n: number;
	islandId: string[];
	componentId: string[];
	name: string[];
	localRms: Float64Array;
	ra: Float64Array;
	raErr: Float64Array;
	dec: Float64Array;
	decErr: Float64Array;
	fluxPeak: Float64Array;
	fluxPeakErr: Float64Array;
	fluxInt: Float64Array;
	fluxIntErr: Float64Array;
	bmaj: Float64Array;
	errBmaj: Float64Array;
	bmin: Float64Array;
	errBmin: Float64Array;
	pa: Float64Array;
	errPa: Float64Array;
	psfBmaj: Float64Array;
	psfBmin: Float64Array;
	psfPa: Float64Array;
	/** 0 or 1, as are the other flags. */
	flagC4: Uint8Array;
	chiSquaredFit: Float64Array;
	spectralIndex: Float64Array;
	spectralIndexFromTT: Uint8Array;
	hasSiblings: Uint8Array;
	snr: Float64Array;
	compactness: Float64Array;
	ewSysErr: Float64Array;
	nsSysErr: Float64Array;
	errorRadius: Float64Array;
	uncertaintyEw: Float64Array;
	uncertaintyNs: Float64Array;
	/** deg⁻² */
	weightEw: Float64Array;
	weightNs: Float64Array;
	forced: Uint8Array;
	fluxIntIslRatio: Float64Array;
	fluxPeakIslRatio: Float64Array;
	/** Installation-wide integer ids; 0 until the ingest reserves them. */
	id: Float64Array;
}

/** The columns of an image's measurements that a run works with (spec/pipeline.md §4.1), and numbers that light curves show. */
export type WorkingColumns = Pick<
	MeasurementColumns,
	| 'n'
	| 'id'
	| 'ra'
	| 'dec'
	| 'uncertaintyEw'
	| 'uncertaintyNs'
	| 'weightEw'
	| 'weightNs'
	| 'fluxInt'
	| 'fluxIntErr'
	| 'fluxIntIslRatio'
	| 'fluxPeak'
	| 'fluxPeakErr'
	| 'fluxPeakIslRatio'
	| 'localRms'
	| 'snr'
	| 'compactness'
	| 'hasSiblings'
	| 'forced'
>;

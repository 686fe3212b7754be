/** What of a light curve tells where its rows come from. */
export interface CurveOrigins {
	sourceId: number;
	mjd: Float64Array;
	frequencyMhz: Float64Array;
	fluxInt: Float64Array;
	fluxIntErr: Float64Array;
	fluxPeak: Float64Array;
	fluxPeakErr: Float64Array;
	imageId: Float64Array;
	measurementId: Float64Array;
	/** 1 for a measurement made by forced extraction. */
	forced: Uint8Array;
}

/** A light curve with its rows that are left, in the order in which a run counts them. */
export interface CurveRows {
	sourceId: number;
	curve: CurveOrigins;
	rows: Int32Array;
	nLeftOut: number;
}

/**
 * The rows of a light curve outside these images: detections in time order, then forced measurements in time order. null
 * where nothing is left out, and the source's numbers stay what they are.
 */
export function rowsWithout(curve: CurveOrigins, leftOut: ReadonlySet<number>): CurveRows | null {
	const { imageId, forced } = curve;
	const detected: number[] = [];
	const measured: number[] = [];
	for (let row = 0; row < imageId.length; row++) {
		if (leftOut.has(imageId[row])) continue;
		(forced[row] === 1 ? measured : detected).push(row);
	}
	const rows = Int32Array.from([...detected, ...measured]);
	const nLeftOut = imageId.length - rows.length;
	return nLeftOut === 0 ? null : { sourceId: curve.sourceId, curve, rows, nLeftOut };
}

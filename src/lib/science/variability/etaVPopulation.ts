/** Numbers of sources, row by row; NaN means not measured. */
export interface EtaVColumns {
	eta: ArrayLike<number>;
	v: ArrayLike<number>;
	nMeas: ArrayLike<number>;
}

/** The sources that have a place in the η–V plane, and how many have none, by reason. */
export interface EtaVPopulation {
	/** Rows of the columns, ascending. */
	rows: Uint32Array;
	/** log₁₀, in order of `rows`. */
	logEta: Float64Array;
	logV: Float64Array;
	leftOut: EtaVLeftOut;
}

export interface EtaVLeftOut {
	/** Measured in one epoch only: they cannot vary. */
	single: number;
	/** η or V is 0, negative or not measured: it has no logarithm. */
	notPositive: number;
}

/**
 * Sources with two or more measurements and positive η and V. The reference's page also drops those whose η or V of the
 * other flux is not positive; ours asks only for the flux that is drawn.
 */
export function etaVPopulation({ eta, v, nMeas }: EtaVColumns): EtaVPopulation {
	const total = nMeas.length;
	const rows = new Uint32Array(total);
	const logEta = new Float64Array(total);
	const logV = new Float64Array(total);
	const leftOut = { single: 0, notPositive: 0 };
	let n = 0;
	for (let row = 0; row < total; row++) {
		if (!(nMeas[row] >= 2)) leftOut.single++;
		else if (!isPositive(eta[row]) || !isPositive(v[row])) leftOut.notPositive++;
		else {
			rows[n] = row;
			logEta[n] = Math.log10(eta[row]);
			logV[n] = Math.log10(v[row]);
			n++;
		}
	}
	return {
		rows: rows.subarray(0, n),
		logEta: logEta.subarray(0, n),
		logV: logV.subarray(0, n),
		leftOut
	};
}

const isPositive = (value: number) => value > 0 && value < Infinity;

/** How many lie beyond both cuts, and beyond one of them only; cuts in log₁₀, and being on a cut is not beyond it. */
export interface BeyondCuts {
	both: number;
	etaOnly: number;
	vOnly: number;
}

export function countBeyond(
	logEta: ArrayLike<number>,
	logV: ArrayLike<number>,
	cut: { logEta: number; logV: number }
): BeyondCuts {
	const beyond = { both: 0, etaOnly: 0, vOnly: 0 };
	for (let i = 0; i < logEta.length; i++) {
		const inEta = logEta[i] > cut.logEta;
		const inV = logV[i] > cut.logV;
		if (inEta && inV) beyond.both++;
		else if (inEta) beyond.etaOnly++;
		else if (inV) beyond.vOnly++;
	}
	return beyond;
}

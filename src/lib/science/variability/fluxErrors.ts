/** Errors, in the unit of the fluxes, of the numbers that a source is known by. NaN where there is none. */
export interface FluxErrors {
	/** Of the plain mean, from the errors of its epochs. */
	mean: number;
	/** Of the epochs in which it was brightest and faintest. */
	max: number;
	min: number;
}

/** Epochs without a finite flux do not count; of equal fluxes the earlier one does. */
export function fluxErrors(flux: ArrayLike<number>, error: ArrayLike<number>): FluxErrors {
	let n = 0;
	let squares = 0;
	let brightest = -1;
	let faintest = -1;
	for (let i = 0; i < flux.length; i++) {
		if (!Number.isFinite(flux[i])) continue;
		n++;
		squares += error[i] ** 2;
		if (brightest < 0 || flux[i] > flux[brightest]) brightest = i;
		if (faintest < 0 || flux[i] < flux[faintest]) faintest = i;
	}
	if (n === 0) return { mean: NaN, max: NaN, min: NaN };
	return { mean: Math.sqrt(squares) / n, max: error[brightest], min: error[faintest] };
}

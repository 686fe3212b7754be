/** Round values within [min, max], about `wanted` of them: steps of 1, 2 or 5 times a power of ten. */
export function linearTicks(min: number, max: number, wanted: number): number[] {
	const span = max - min;
	// Less than that a double cannot count in steps of.
	const least = 1e-12 * Math.max(Math.abs(min), Math.abs(max));
	if (!(span > least) || !Number.isFinite(span)) return Number.isFinite(min) ? [min] : [];
	const rough = span / wanted;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
	const ticks: number[] = [];
	// By whole multiples: a sum of steps would drift.
	for (let k = Math.ceil(min / step - 1e-9); k * step <= max + step * 1e-9; k++) {
		ticks.push(Number((k * step).toPrecision(12)));
	}
	return ticks;
}

/** Powers of ten within [min, max], and 2 and 5 times them where there are few. */
export function logarithmicTicks(min: number, max: number): number[] {
	if (!(min > 0) || !(max > min) || !Number.isFinite(max)) return min > 0 ? [min] : [];
	const decades = Math.log10(max / min);
	const factors = decades > 3 ? [1] : [1, 2, 5];
	const ticks: number[] = [];
	for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
		for (const factor of factors) {
			const tick = Number(`${factor}e${power}`);
			if (tick >= min && tick <= max) ticks.push(tick);
		}
	}
	return ticks.length > 1 ? ticks : linearTicks(min, max, 4);
}

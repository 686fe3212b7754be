import type { Histogram } from '#science/table/densityBins.ts';
import type { LogGaussian } from '#science/variability/etaVCuts.ts';

const CURVE_STEPS = 80;

export interface MarginShape {
	/** SVG paths; `along` is the plot's axis, `out` is away from it. */
	bars: string;
	curve: string;
}

/** A histogram along an axis with the Gaussian fitted to it, both of area 1. */
export function marginShape(
	{ from, width, density }: Histogram,
	fitted: LogGaussian | null,
	at: { along: (value: number) => number; out: (share: number) => { x: number; y: number } },
	isUpright: boolean
): MarginShape {
	const peak = fitted ? 1 / (fitted.sigma * Math.sqrt(2 * Math.PI)) : 0;
	const most = Math.max(peak, ...density);
	const point = (value: number, height: number) => {
		const along = at.along(value);
		const { x, y } = at.out(height / most);
		return isUpright
			? `${along.toFixed(1)} ${y.toFixed(1)}`
			: `${x.toFixed(1)} ${along.toFixed(1)}`;
	};
	const bars = [...density].flatMap((height, bin) => {
		const left = from + bin * width;
		return [point(left, height), point(left + width, height)];
	});
	const to = from + density.length * width;
	const base = [point(from, 0), ...bars, point(to, 0)];
	const curve = fitted
		? Array.from({ length: CURVE_STEPS + 1 }, (_, i) => {
				const value = fitted.mean + fitted.sigma * 5 * ((2 * i) / CURVE_STEPS - 1);
				return point(value, peak * Math.exp(-0.5 * ((value - fitted.mean) / fitted.sigma) ** 2));
			})
		: [];
	return {
		bars: `M${base.join('L')}Z`,
		curve: curve.length > 0 ? `M${curve.join('L')}` : ''
	};
}

import { LENS_RANGES, type LensOverlay } from '#schema/lens.ts';
import { fixed, significant } from '#ui/shared/numbers.ts';
import { dayOf } from './lensWords.ts';

export type SliderKey = Exclude<keyof LensOverlay, 'byId' | 'byName'>;

export interface LensSlider {
	key: SliderKey;
	label: string;
	least: number;
	most: number;
	isLogarithmic: boolean;
	words: (value: number) => string;
}

/** Positions of a slider, from 0. */
export const SLIDER_STEPS = 1000;
/** Lenses that cross within less than this part of the season are not seen in it. */
const SHORTEST_PART = 1 / 1000;

/** One for each parameter, over a season (MJD). */
export function lensSliders(firstMjd: number, lastMjd: number): LensSlider[] {
	const span = Math.max(1, lastMjd - firstMjd);
	const tau = LENS_RANGES.tauDays;
	return [
		{
			...{ key: 't0Mjd', label: 't₀, middle', isLogarithmic: false },
			...{ least: firstMjd, most: lastMjd },
			words: (mjd) => `MJD ${fixed(mjd, 2)}, ${dayOf(mjd)}`
		},
		{
			...{ key: 'tauDays', label: 'τ, passage time', isLogarithmic: true },
			least: Math.max(tau.least, span * SHORTEST_PART),
			most: Math.min(tau.most, span),
			words: (days) => `${significant(days)} d`
		},
		{
			...{ key: 'alpha', label: 'α, strength', isLogarithmic: true, ...LENS_RANGES.alpha },
			words: (alpha) => significant(alpha)
		},
		{
			...{ key: 'compactFraction', label: 'f, compact fraction', isLogarithmic: false },
			...LENS_RANGES.compactFraction,
			words: (fraction) => fixed(fraction, 3)
		},
		{
			...{ key: 'sigmaS', label: 'σ_s, source size', isLogarithmic: true, ...LENS_RANGES.sigmaS },
			words: (sigma) => `${significant(sigma)} a`
		},
		{
			...{ key: 'egress', label: 'Egress ÷ ingress', isLogarithmic: true, ...LENS_RANGES.egress },
			words: (ratio) => significant(ratio)
		}
	];
}

/** Where a slider stands for a value. */
export function sliderPosition({ least, most, isLogarithmic }: LensSlider, value: number): number {
	const inside = Math.min(most, Math.max(least, value));
	const part = isLogarithmic
		? Math.log(inside / least) / Math.log(most / least)
		: (inside - least) / (most - least);
	return Math.round(SLIDER_STEPS * part);
}

/** The value that a slider's position stands for. */
export function sliderValue({ least, most, isLogarithmic }: LensSlider, position: number): number {
	const part = position / SLIDER_STEPS;
	return isLogarithmic ? least * (most / least) ** part : least + (most - least) * part;
}

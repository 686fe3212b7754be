import { mjdTick } from '#ui/lightcurve/labels.ts';
import { linearTicks } from '#ui/lightcurve/ticks.ts';
import { rampPlace } from '#ui/lightcurve/bandShapes.ts';

/** What may explain a light curve, as it is drawn. */
export const MODELS = ['lens', 'ordinary', 'hand'] as const;
export type Model = (typeof MODELS)[number];

/** One band with what the models expect of it, mJy/beam; null for a model that there is not. */
export interface PlottedBand {
	frequencyMhz: number;
	mjd: number[];
	flux: number[];
	error: number[];
	/** As measured, where `flux` is divided by something: the axis stays as it is. */
	measured: { flux: number[]; error: number[] };
	/** Drawn hollow: proposed not to count. */
	hollow: boolean[];
	/** At the epochs. */
	expected: Record<Model, number[] | null>;
	curves: Record<Model, { mjd: number[]; flux: number[] } | null>;
}

interface Tick {
	at: number;
	label: string;
}

/** A band's panel, or that of the residuals; pixels. */
export interface Panel {
	frequencyMhz: number;
	band: number;
	top: number;
	height: number;
	ticks: Tick[];
	y: (flux: number) => number;
	fluxAt: (y: number) => number;
	points: string;
	hollow: string;
	bars: string;
	curves: Record<Model, string>;
}

export interface LensLayout {
	width: number;
	height: number;
	left: number;
	right: number;
	x: (mjd: number) => number;
	mjdAt: (x: number) => number;
	xTicks: { at: number; lines: string[] }[];
	panels: Panel[];
	residuals: {
		top: number;
		height: number;
		ticks: Tick[];
		points: string[];
		y: (sigma: number) => number;
	};
}

const MARGIN = { left: 56, right: 12, top: 10, between: 10, bottom: 36 };
const RESIDUAL_HEIGHT = 92;
const LEAST_SIGMA = 4;

/** Heights of the panels of one, two, and more bands. */
function panelHeight(bands: number): number {
	if (bands === 1) return 220;
	return bands === 2 ? 160 : 120;
}

/** Everything that is drawn, in pixels of a plot of this width. */
export function lensLayout(
	bands: readonly PlottedBand[],
	{ width, residualsOf }: { width: number; residualsOf: Model }
): LensLayout {
	const [left, right] = [MARGIN.left, Math.max(MARGIN.left + 60, width - MARGIN.right)];
	const time = timeScale(bands, { left, right });
	const height = panelHeight(bands.length);
	const panels = bands.map((band, place) =>
		panelOf(band, {
			place,
			top: MARGIN.top + place * (height + MARGIN.between),
			height,
			x: time.x
		})
	);
	const residualTop = MARGIN.top + bands.length * (height + MARGIN.between) + 6;
	return {
		width,
		height: residualTop + RESIDUAL_HEIGHT + MARGIN.bottom,
		...{ left, right },
		...time,
		panels,
		residuals: residualPanel(bands, { residualsOf, top: residualTop, x: time.x })
	};
}

function timeScale(
	bands: readonly PlottedBand[],
	{ left, right }: { left: number; right: number }
) {
	const times = bands.flatMap(({ mjd }) => mjd);
	const [first, last] = extremes(times);
	const pad = Math.max(0.5, 0.03 * (last - first));
	const [from, to] = [first - pad, last + pad];
	const x = (mjd: number) => left + ((mjd - from) / (to - from)) * (right - left);
	return {
		x,
		mjdAt: (at: number) => from + ((at - left) / (right - left)) * (to - from),
		xTicks: linearTicks(from, to, Math.max(2, Math.floor((right - left) / 150))).map((mjd) => ({
			at: x(mjd),
			lines: mjdTick(mjd, to - from)
		}))
	};
}

interface Place {
	place: number;
	top: number;
	height: number;
	x: (mjd: number) => number;
}

function panelOf(band: PlottedBand, { place, top, height, x }: Place): Panel {
	const [low, high] = fluxRange(band);
	const y = (flux: number) => top + ((high - flux) / (high - low)) * height;
	const line = (model: Model) => {
		const curve = band.curves[model];
		return curve ? polyline(curve.mjd.map(x), curve.flux.map(y)) : '';
	};
	const signs = (isHollow: boolean) =>
		band.mjd
			.map((mjd, i) => (band.hollow[i] === isHollow ? sign(place, x(mjd), y(band.flux[i])) : ''))
			.join('');
	return {
		frequencyMhz: band.frequencyMhz,
		band: place,
		...{ top, height, y },
		fluxAt: (at) => high - ((at - top) / height) * (high - low),
		ticks: linearTicks(low, high, Math.max(2, height / 45)).map((flux) => ({
			at: y(flux),
			label: String(flux).replace('-', '−')
		})),
		points: signs(false),
		hollow: signs(true),
		bars: band.mjd
			.map((mjd, i) => {
				const [upper, lower] = [band.flux[i] + band.error[i], band.flux[i] - band.error[i]];
				return `M${px(x(mjd))} ${px(y(upper))}V${px(y(lower))}`;
			})
			.join(''),
		curves: { lens: line('lens'), ordinary: line('ordinary'), hand: line('hand') }
	};
}

/** All points with their errors; a model may add half of that, and is cut off beyond. */
function fluxRange({ flux, measured, curves }: PlottedBand): [number, number] {
	const { error } = measured;
	const bars = measured.flux.flatMap((value, i) => [value - error[i], value + error[i]]);
	const [low, high] = extremes([...bars, ...flux]);
	const span = high - low || Math.abs(high) || 1;
	const drawn = MODELS.flatMap((model) => curves[model]?.flux ?? []);
	const [lowest, highest] = extremes(drawn.length > 0 ? drawn : [low, high]);
	const least = Math.max(Math.min(low, lowest), low - span / 2);
	const most = Math.min(Math.max(high, highest), high + span / 2);
	const pad = 0.06 * (most - least) || span / 2;
	return [least - pad, most + pad];
}

function residualPanel(
	bands: readonly PlottedBand[],
	{ residualsOf, top, x }: { residualsOf: Model; top: number; x: (mjd: number) => number }
): LensLayout['residuals'] {
	const sigmas = bands.map((band) => residuals(band, residualsOf));
	const most = extremes(sigmas.flat().map(Math.abs).concat(LEAST_SIGMA))[1] * 1.1;
	const y = (sigma: number) => top + ((most - sigma) / (2 * most)) * RESIDUAL_HEIGHT;
	return {
		top,
		height: RESIDUAL_HEIGHT,
		y,
		ticks: linearTicks(-most, most, 6).map((sigma) => ({
			at: y(sigma),
			label: String(sigma).replace('-', '−')
		})),
		points: bands.map((band, place) =>
			sigmas[place].map((sigma, i) => sign(place, x(band.mjd[i]), y(sigma))).join('')
		)
	};
}

/** Flux less what a model expects, in errors; none where there is no such model. */
export function residuals({ flux, error, expected }: PlottedBand, model: Model): number[] {
	const own = expected[model];
	return own ? flux.map((value, i) => (value - own[i]) / error[i]) : [];
}

function extremes(values: readonly number[]): [number, number] {
	let [low, high] = [Infinity, -Infinity];
	for (const value of values) {
		low = Math.min(low, value);
		high = Math.max(high, value);
	}
	return [low, high];
}

function polyline(xs: number[], ys: number[]): string {
	return xs.map((x, i) => `${i === 0 ? 'M' : 'L'}${px(x)} ${px(ys[i])}`).join('');
}

/** Bands differ in shape as they do in the light curve: circle, triangle, square, diamond. */
const SIGNS = [
	'm-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0',
	'm0 -3.6l3.6 6.2h-7.2z',
	'm-2.8 -2.8h5.6v5.6h-5.6z',
	'm0 -3.8l3.8 3.8l-3.8 3.8l-3.8 -3.8z'
];

function sign(place: number, x: number, y: number): string {
	return `M${px(x)} ${px(y)}${SIGNS[rampPlace(place)]}`;
}

function px(value: number): string {
	// Far outside the panel is as good as any place outside it.
	return Math.min(1e5, Math.max(-1e5, value)).toFixed(1);
}

import { placeOnScale } from '#science/table/colourScale.ts';
import { binPoints, emptyBins, type DensityBins } from '#science/table/densityBins.ts';
import { stretchesIn, type PlaneWindow, type PointGrid } from '#science/table/densityGrid.ts';
import { tokenColour } from '#ui/shared/themes.ts';
import { densityRamp, rgbOf, word } from './cividis.ts';
import type { ComparedSets, PointSet } from './pointSet.ts';
import { placing, type PlotSize } from './planeWindow.ts';
import { paintBins, putStamp, stampOf, type Raster, type Sign, type Stamp } from './raster.ts';

/** Everything the canvas of the plane shows. */
export interface PlaneScene {
	sets: ComparedSets;
	window: PlaneWindow;
	/** log₁₀; null without cuts. */
	cut: { logEta: number; logV: number } | null;
	/** Rows, ascending. */
	selected: Uint32Array;
}

/** How the points in view are shown. */
export interface Painted {
	kind: 'points' | 'density';
	inView: number;
}

/** Up to so many points are drawn one by one (design.md §6). */
const MOST_SINGLE = 20_000;
/** Fewer than this are drawn larger. */
const FEW = 2000;
/** CSS pixels of a bin's side: finer than this, noise hides the shape. */
const BIN = 2;
const MOST_PAIR_LINES = 3000;
/** Sharper screens gain nothing from more, and pay for it by the frame. */
const MOST_DENSITY = 2;

/** Draws points of the η–V plane into a canvas: pixel by pixel, which for 20 000 points takes a tenth of drawing circles. */
export class PlanePainter {
	readonly #canvas: HTMLCanvasElement;
	readonly #context: CanvasRenderingContext2D;
	#image: ImageData;
	#bins: DensityBins = emptyBins(1, 1);
	#size: PlotSize = { width: 1, height: 1 };
	#colours: Colours;
	readonly #stamps = new Map<string, Stamp>();

	constructor(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) {
		this.#canvas = canvas;
		this.#context = context;
		this.#image = context.createImageData(1, 1);
		this.#colours = coloursOf(canvas);
	}

	/** After a change of theme. */
	readColours(): void {
		this.#colours = coloursOf(this.#canvas);
	}

	/** CSS pixels. */
	resize(size: PlotSize): void {
		if (size.width === this.#size.width && size.height === this.#size.height) return;
		this.#size = size;
		this.#canvas.width = Math.max(1, Math.round(size.width * this.#density));
		this.#canvas.height = Math.max(1, Math.round(size.height * this.#density));
		this.#image = this.#context.createImageData(this.#canvas.width, this.#canvas.height);
		const columns = Math.max(1, Math.ceil(size.width / BIN));
		this.#bins = emptyBins(columns, Math.max(1, Math.ceil(size.height / BIN)));
	}

	paint(scene: PlaneScene): Painted {
		const raster = this.#blank();
		const { here, there } = scene.sets;
		const painted = this.#paintSet(raster, here, scene);
		if (there && pointsIn(there.grid, scene.window) <= MOST_SINGLE)
			this.#paintThere(raster, there, scene.window);
		this.#paintSelected(raster, scene);
		this.#context.putImageData(this.#image, 0, 0);
		if (painted.kind === 'points') this.#drawPairs(scene);
		return painted;
	}

	get #density(): number {
		return Math.min(MOST_DENSITY, devicePixelRatio || 1);
	}

	#blank(): Raster {
		const { data, width, height } = this.#image;
		const pixels = new Uint32Array(data.buffer);
		pixels.fill(0);
		return { pixels, width, height };
	}

	#paintSet(raster: Raster, set: PointSet, { window, cut }: PlaneScene): Painted {
		if (pointsIn(set.grid, window) > MOST_SINGLE) {
			const inView = binPoints(set.grid, window, this.#bins, set.colour);
			if (inView > MOST_SINGLE) {
				paintBins(raster, this.#bins, this.#colours.ramp, set.scale);
				this.#paintBeyond(raster, set, { window, cut });
				return { kind: 'density', inView };
			}
		}
		return { kind: 'points', inView: this.#paintPoints(raster, set, { window, cut }) };
	}

	/** Over the crowd, the few beyond both cuts one by one. */
	#paintBeyond(
		raster: Raster,
		set: PointSet,
		{ window, cut }: Pick<PlaneScene, 'window' | 'cut'>
	): void {
		if (!cut) return;
		const beyond = {
			...window,
			xMin: Math.max(window.xMin, cut.logEta),
			yMin: Math.max(window.yMin, cut.logV)
		};
		if (beyond.xMin >= beyond.xMax || beyond.yMin >= beyond.yMax) return;
		const most = binPoints(set.grid, beyond, this.#bins, null);
		if (most <= MOST_SINGLE) this.#paintPoints(raster, set, { window, cut, only: beyond });
	}

	/** How many there were. */
	#paintPoints(
		raster: Raster,
		set: PointSet,
		{ window, cut, only = window }: Pick<PlaneScene, 'window' | 'cut'> & { only?: PlaneWindow }
	): number {
		const { grid, points } = set;
		const { left, top } = placing(window, this.#size);
		const radius = pointsIn(grid, only) < FEW ? 3.2 : 2.2;
		const disc = this.#stamp('disc', radius);
		const diamond = this.#stamp('diamond', radius + 1.2);
		const shadeAt = shading(set, this.#colours);
		const density = this.#density;
		let painted = 0;
		for (const [from, to] of stretchesIn(grid, only)) {
			for (let i = from; i < to; i++) {
				const x = grid.x[i];
				const y = grid.y[i];
				if (!isWithin(only, x, y)) continue;
				painted++;
				const shade = shadeAt(i, cut !== null && x > cut.logEta && y > cut.logV);
				const stamp = points.isNew[grid.row[i]] ? diamond : disc;
				putStamp(raster, stamp, left(x) * density, top(y) * density, shade);
			}
		}
		return painted;
	}

	#paintThere(raster: Raster, { grid }: PointSet, window: PlaneWindow): void {
		const { left, top } = placing(window, this.#size);
		const square = this.#stamp('square', 3.2);
		const density = this.#density;
		for (const [from, to] of stretchesIn(grid, window)) {
			for (let i = from; i < to; i++) {
				const x = left(grid.x[i]) * density;
				putStamp(raster, square, x, top(grid.y[i]) * density, this.#colours.other);
			}
		}
	}

	#paintSelected(raster: Raster, { sets: { here }, window, selected }: PlaneScene): void {
		if (selected.length > MOST_SINGLE) return;
		const { left, top } = placing(window, this.#size);
		const ring = this.#stamp('ring', 5.5);
		const density = this.#density;
		for (const row of selected) {
			const x = left(here.points.logEta[row]) * density;
			const y = top(here.points.logV[row]) * density;
			putStamp(raster, ring, x, y, this.#colours.selected);
		}
	}

	/** From each point in view to the same object's in the other run. */
	#drawPairs({ sets: { here, there, partner }, window }: PlaneScene): void {
		if (!there || pointsIn(here.grid, window) > MOST_PAIR_LINES) return;
		const { left, top } = placing(window, this.#size);
		const context = this.#context;
		context.save();
		context.scale(this.#density, this.#density);
		context.strokeStyle = this.#colours.line;
		context.lineWidth = 1;
		context.beginPath();
		for (const [from, to] of stretchesIn(here.grid, window)) {
			for (let i = from; i < to; i++) {
				const row = partner[here.grid.row[i]];
				if (row < 0) continue;
				context.moveTo(left(here.grid.x[i]), top(here.grid.y[i]));
				context.lineTo(left(there.points.logEta[row]), top(there.points.logV[row]));
			}
		}
		context.stroke();
		context.restore();
	}

	#stamp(sign: Sign, radius: number): Stamp {
		const key = `${sign} ${radius} ${this.#density}`;
		const stamp = this.#stamps.get(key) ?? stampOf(sign, radius * this.#density);
		this.#stamps.set(key, stamp);
		return stamp;
	}
}

/** Colour of a point of the grid: by its number where one colours them, else by whether it lies beyond both cuts. */
function shading({ colour, scale }: PointSet, { ramp, point, beyond, unknown }: Colours) {
	if (!colour || !scale) return (_: number, isBeyond: boolean) => (isBeyond ? beyond : point);
	return (i: number) => {
		const place = placeOnScale(scale, colour[i]);
		return Number.isNaN(place) ? unknown : ramp[Math.round(place * 255)];
	};
}

const isWithin = ({ xMin, xMax, yMin, yMax }: PlaneWindow, x: number, y: number) =>
	x >= xMin && x < xMax && y >= yMin && y < yMax;

/** At most so many points are in the window; those of the cells it touches. */
function pointsIn(grid: PointGrid, window: PlaneWindow): number {
	return stretchesIn(grid, window).reduce((sum, [from, to]) => sum + to - from, 0);
}

interface Colours {
	ramp: Uint32Array;
	point: number;
	beyond: number;
	other: number;
	selected: number;
	/** Its number was not measured. */
	unknown: number;
	/** CSS. */
	line: string;
}

function coloursOf(canvas: HTMLCanvasElement): Colours {
	const token = (name: string) => word(...rgbOf(tokenColour(canvas, name)));
	const [red, green, blue] = rgbOf(tokenColour(canvas, '--paper-2'));
	return {
		ramp: densityRamp(red + green + blue < 384),
		point: token('--label-1'),
		beyond: token('--label-6'),
		other: token('--label-5'),
		selected: token('--ink-1'),
		unknown: token('--ink-4'),
		line: tokenColour(canvas, '--ink-4')
	};
}

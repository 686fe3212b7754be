import type { Annotation } from '#schema/annotation.ts';
import type { DrawnCurve } from './series.ts';

export type Picking = 'interval' | 'marker' | null;

/** Another person's time under the pointer. */
export interface Cursor {
	name: string;
	/** Index into the label ramp. */
	colour: number;
	mjd: number;
}

/** A part of the time axis. */
export interface TimeRange {
	fromMjd: number;
	toMjd: number;
}

/** What is in doubt about an epoch: its image, or whether its measurement counts. */
export type EpochSign = 'uncertain' | 'bad' | 'proposed' | 'retracted';

/** Everything a light curve's plot shows, but for what moves with pointers. */
export interface LightCurveDrawing {
	drawn: DrawnCurve;
	/** Titles of the axes, with units. */
	fluxTitle: string;
	timeTitle: string;
	isLogarithmic: boolean;
	/** Time is a phase: nothing that belongs to a date is drawn or told. */
	isFolded: boolean;
	annotations: readonly Annotation[];
	/** What the next click or drag marks; null while dragging zooms. */
	picking: Picking;
	/** Epochs that somebody doubts, by index into the light curve's columns. */
	marked: ReadonlyMap<number, EpochSign>;
}

/** What moves with pointers and is drawn over the plot without drawing it anew. */
export interface LightCurveOverlay {
	/** Epochs that are ringed, by index into the light curve's columns. */
	ringed: readonly number[];
	cursors: readonly Cursor[];
	/** Being marked at this moment. */
	dragged: TimeRange | null;
}

/** An epoch, and where on the canvas it stands; CSS pixels from the upper left. */
export interface PlacedEpoch {
	index: number;
	left: number;
	top: number;
}

export interface LightCurveEvents {
	/** The epoch under the pointer. */
	onpoint: (epoch: PlacedEpoch | null) => void;
	/** An epoch was chosen by a click; null for a click beside all. */
	onchoose: (index: number | null) => void;
	oncursor: (mjd: number | null) => void;
	onpick: (fromMjd: number, toMjd: number) => void;
	/** The reader has zoomed: what is shown now, null when it is all. */
	onzoom: (shown: TimeRange | null) => void;
}

/** What the rest of the app knows of the plotting library. */
export interface LightCurvePlot {
	draw: (drawing: LightCurveDrawing) => void;
	lay: (overlay: LightCurveOverlay) => void;
	resetZoom: () => void;
	/** Shows a part of the time axis, null for all of it, without this being told as the reader's zoom. */
	showTimes: (shown: TimeRange | null) => void;
	/** The part of the horizontal axis that is shown. */
	shown: () => { min: number; max: number };
	placeOf: (index: number) => PlacedEpoch | null;
	destroy: () => void;
}

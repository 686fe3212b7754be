import type { Annotation } from '#schema/annotation.ts';
import type { LightCurve } from '#schema/source.ts';
import type { Series } from './series.ts';

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

/** Everything a light curve's plot shows. */
export interface LightCurveDrawing {
	curve: LightCurve;
	series: Series[];
	/** Title of the flux axis, with unit. */
	fluxTitle: string;
	fluxUnit: string;
	annotations: readonly Annotation[];
	cursors: readonly Cursor[];
	/** Image whose cutout is being looked at. */
	highlightedImageId: number | null;
	/** What the next click or drag marks; null while dragging zooms. */
	picking: Picking;
	/** Being drawn at this moment. */
	dragged?: TimeRange;
}

export interface LightCurveEvents {
	/** Index into the light curve's columns of the point under the pointer. */
	onpoint: (index: number | null) => void;
	oncursor: (mjd: number | null) => void;
	onpick: (fromMjd: number, toMjd: number) => void;
	/** The reader has zoomed: what is shown now, null when it is all. */
	onzoom: (shown: TimeRange | null) => void;
}

/** What the rest of the app knows of the plotting library. */
export interface LightCurvePlot {
	draw: (drawing: LightCurveDrawing) => void;
	resetZoom: () => void;
	/** Shows a part of the time axis, null for all of it, without this being told as the reader's zoom. */
	showTimes: (shown: TimeRange | null) => void;
	destroy: () => void;
}

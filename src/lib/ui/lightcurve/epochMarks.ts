import type { StandingMark } from '#schema/imageMark.ts';
import type { LightCurveDrawing } from './plot.ts';
import type { CurveLook } from './series.ts';

/** What people say of an image. */
export type EpochMark = Pick<StandingMark, 'kind' | 'reason'>;

/** Epochs whose image is in doubt, by index into the light curve's columns. */
export function markedEpochs(
	imageIds: readonly number[],
	marks: Readonly<Record<number, EpochMark>>
): ReadonlyMap<number, 'uncertain' | 'bad'> {
	const marked = new Map<number, 'uncertain' | 'bad'>();
	for (const [index, imageId] of imageIds.entries()) {
		const kind = marks[imageId]?.kind;
		if (kind === 'uncertain' || kind === 'bad') marked.set(index, kind);
	}
	return marked;
}

/** What is wrong with an epoch's image, to stand among the lines said of it; none where nothing is. */
export function markLines(imageId: number, marks: Readonly<Record<number, EpochMark>>): string[] {
	const mark = marks[imageId];
	if (!mark || mark.kind === 'good') return [];
	return [`image marked ${mark.kind}: ${mark.reason}`];
}

/** By image, as plots and tables of epochs look them up. */
export function marksByImage(
	marks: readonly (EpochMark & { imageId: number })[]
): Record<number, EpochMark> {
	return Object.fromEntries(marks.map((mark) => [mark.imageId, mark]));
}

/** What the plot's signs mean, those that are there. */
export function signsSaid(
	{ sigma, rms }: CurveLook,
	{ drawn, marked }: Pick<LightCurveDrawing, 'drawn' | 'marked'>
): string {
	const kinds = new Set(marked.values());
	return [
		'filled: detected, hollow: forced',
		drawn.series.some(({ kind }) => kind === 'limit') ? `arrow: below ${sigma} σ` : '',
		rms ? 'dash: local rms' : '',
		kinds.has('uncertain') ? 'struck: uncertain image' : '',
		kinds.has('bad') ? 'crossed: bad image' : ''
	]
		.filter(Boolean)
		.join(', ');
}

import type { EpochRetraction } from '#schema/epochRetraction.ts';
import type { ImageMarkKind } from '#schema/imageMark.ts';
import type { EpochSign, LightCurveDrawing } from './plot.ts';
import type { CurveLook } from './series.ts';

/** What people say of an image, or of the measurement in it. */
export interface EpochMark {
	kind: 'good' | EpochSign;
	reason: string;
}

/** Epochs that are in doubt, by index into the light curve's columns. */
export function markedEpochs(
	imageIds: readonly number[],
	marks: Readonly<Record<number, EpochMark>>
): ReadonlyMap<number, EpochSign> {
	const marked = new Map<number, EpochSign>();
	for (const [index, imageId] of imageIds.entries()) {
		const kind = marks[imageId]?.kind;
		if (kind !== undefined && kind !== 'good') marked.set(index, kind);
	}
	return marked;
}

/** What is wrong with an epoch, to stand among the lines said of it; none where nothing is. */
export function markLines(imageId: number, marks: Readonly<Record<number, EpochMark>>): string[] {
	const mark = marks[imageId];
	if (!mark || mark.kind === 'good') return [];
	return [`${SAID[mark.kind]}: ${mark.reason}`];
}

const SAID: Record<EpochSign, string> = {
	uncertain: 'image marked uncertain',
	bad: 'image marked bad',
	proposed: 'proposed to be retracted',
	retracted: 'retracted'
};

/**
 * By image, as plots and tables of epochs look them up. An image that is bad is just that; otherwise what was agreed of the
 * measurement comes before what is proposed, and both before what else is said of the image.
 */
export function marksByImage(
	marks: readonly { imageId: number; kind: ImageMarkKind; reason: string }[],
	retractions: readonly EpochRetraction[] = []
): Record<number, EpochMark> {
	const byImage: Record<number, EpochMark> = Object.fromEntries(
		marks.map((mark) => [mark.imageId, mark])
	);
	for (const { imageId, state, reason, byName } of retractions) {
		const known = byImage[imageId]?.kind;
		if (known === 'bad' || known === 'retracted') continue;
		const kind = state === 'agreed' ? 'retracted' : 'proposed';
		byImage[imageId] = { kind, reason: `${reason} (${byName})` };
	}
	return byImage;
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
		kinds.has('bad') ? 'crossed: bad image' : '',
		kinds.has('proposed') ? 'hollow in brackets: proposed to be retracted' : '',
		kinds.has('retracted') ? 'in brackets and barred: retracted, does not count' : ''
	]
		.filter(Boolean)
		.join(', ');
}

import type { CommentAnchor } from '#schema/comment.ts';
import { fixed } from '#ui/shared/numbers.ts';
import { utcDay } from '#ui/shared/when.ts';
import type { Pointing } from './pointing.ts';

/** An anchor in words, with units. */
export function anchorText(anchor: CommentAnchor, epochs: Pointing['epochs'] = []): string {
	if (anchor.kind === 'sky') return `RA ${fixed(anchor.ra, 5)}°, Dec ${fixed(anchor.dec, 5)}°`;
	const place = epochs.findIndex(({ imageId }) => imageId === anchor.imageId);
	const mjd = `MJD ${fixed(anchor.mjd, 3)}`;
	return place < 0 ? mjd : `Epoch ${place + 1}, ${utcDay(epochs[place].datetime)}, ${mjd}`;
}

export function isSameAnchor(a: CommentAnchor | null, b: CommentAnchor): boolean {
	if (a?.kind === 'epoch' && b.kind === 'epoch') return a.imageId === b.imageId;
	return a?.kind === 'sky' && b.kind === 'sky' && a.ra === b.ra && a.dec === b.dec;
}

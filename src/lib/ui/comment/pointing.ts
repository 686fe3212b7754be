import type { CommentAnchor } from '#schema/comment.ts';

/** What comments of a page can point at, and how the page shows it. */
export interface Pointing {
	epochs: { imageId: number; mjd: number; datetime: Date; frequencyMhz: number }[];
	/** The object's, degrees. */
	position: { ra: number; dec: number };
	/** What the page shows set off at this moment. */
	shown: CommentAnchor | null;
	show: (anchor: CommentAnchor | null) => void;
	/** The light curve as it is drawn now. */
	plot: () => HTMLCanvasElement | null;
}

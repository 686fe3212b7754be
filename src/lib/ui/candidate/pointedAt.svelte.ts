import type { CommentAnchor } from '#schema/comment.ts';
import type { CommonMode } from '#schema/lens.ts';
import type { Keyboard } from '#ui/shared/keyboard.svelte.ts';

/** What the parts of a page about one source point at together. */
export class PointedAt {
	imageId = $state<number | null>(null);
	/** Images of two epochs that the pair graph points at. */
	pair = $state.raw<readonly [number, number] | null>(null);
	place = $state.raw<{ ra: number; dec: number } | null>(null);
	/** What the comment being written points at. */
	anchor = $state.raw<CommentAnchor | null>(null);
	/** That the light curve is drawn on. */
	canvas = $state.raw<HTMLCanvasElement | null>(null);
	/** Scales of the images that the light curve is shown divided by. */
	dividedBy = $state.raw<CommonMode['images'] | null>(null);
	/** The epoch that is to be studied closely. */
	studiedImageId = $state<number | null>(null);
	readonly #keyboard: Keyboard;

	constructor(keyboard: Keyboard) {
		this.#keyboard = keyboard;
	}

	commentOn = (epoch: { imageId: number; mjd: number }): void => {
		this.anchor = { kind: 'epoch', ...epoch };
		this.#keyboard.run('comment');
	};

	study = (imageId: number): void => {
		this.studiedImageId = imageId;
	};
}

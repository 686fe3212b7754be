/** A copy of what a canvas shows, to draw over again and again without drawing it anew. */
export class Backdrop {
	readonly #copy = document.createElement('canvas');
	readonly #canvas: HTMLCanvasElement;

	constructor(canvas: HTMLCanvasElement) {
		this.#canvas = canvas;
	}

	keep(): void {
		const { width, height } = this.#canvas;
		// Setting the size also clears.
		this.#copy.width = width;
		this.#copy.height = height;
		if (width > 0 && height > 0) this.#copy.getContext('2d')?.drawImage(this.#canvas, 0, 0);
	}

	/** Puts the canvas back to what was kept. */
	restore(): void {
		const context = this.#canvas.getContext('2d');
		if (!context || this.#copy.width === 0 || this.#copy.height === 0) return;
		context.save();
		context.setTransform(1, 0, 0, 1, 0, 0);
		context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
		context.drawImage(this.#copy, 0, 0);
		context.restore();
	}
}

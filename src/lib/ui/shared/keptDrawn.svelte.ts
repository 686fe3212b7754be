import type { Attachment } from 'svelte/attachments';
import { onThemeChange } from './themes.ts';

export interface Plot<Drawing> {
	draw: (drawing: Drawing) => void;
	destroy: () => void;
}

/** Draws on a canvas and keeps it drawn, in the theme's colours. What draws is fetched at the first use. */
export function keptDrawn<Drawing>(
	drawing: () => Drawing,
	fetched: () => Promise<(canvas: HTMLCanvasElement) => Plot<Drawing>>
): Attachment<HTMLCanvasElement> {
	return (canvas) => {
		let plot = $state.raw<Plot<Drawing> | null>(null);
		let themeChanges = $state(0);
		let gone = false;

		void fetched().then((create) => {
			if (!gone) plot = create(canvas);
		});
		$effect(() => {
			void themeChanges;
			plot?.draw(drawing());
		});
		const stopListening = onThemeChange(() => (themeChanges += 1));
		return () => {
			gone = true;
			stopListening();
			plot?.destroy();
		};
	};
}

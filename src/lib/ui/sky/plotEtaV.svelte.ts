import { onThemeChange } from '#ui/shared/themes.ts';
import type { Attachment } from 'svelte/attachments';
import type { EtaVDrawing, EtaVPlot } from './etaVChart.ts';

/** Draws the η–V plane on a canvas and keeps it drawn; the plotting library is fetched at the first use. */
export function plotEtaV(
	drawing: () => EtaVDrawing,
	onopen: (candidateId: string) => void
): Attachment<HTMLCanvasElement> {
	return (canvas) => {
		let plot = $state.raw<EtaVPlot | null>(null);
		let themeChanges = $state(0);
		let gone = false;

		void import('./etaVChart.ts').then(({ createEtaVPlot }) => {
			if (!gone) plot = createEtaVPlot(canvas, onopen);
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

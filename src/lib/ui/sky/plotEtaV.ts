import type { Attachment } from 'svelte/attachments';
import { keptDrawn } from '#ui/shared/keptDrawn.svelte.ts';
import type { EtaVDrawing } from './etaVChart.ts';

/** The candidate in the η–V plane of its run. */
export function plotEtaV(
	drawing: () => EtaVDrawing,
	onopen: (candidateId: string) => void
): Attachment<HTMLCanvasElement> {
	return keptDrawn(drawing, async () => {
		const { createEtaVPlot } = await import('./etaVChart.ts');
		return (canvas) => createEtaVPlot(canvas, onopen);
	});
}

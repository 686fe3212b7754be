import type { Attachment } from 'svelte/attachments';
import { keptDrawn } from '#ui/shared/keptDrawn.svelte.ts';
import type { CompareDrawing } from './compareChart.ts';

/** Two runs against each other. */
export function plotCompared(
	drawing: () => CompareDrawing,
	onopen: (sourceId: number) => void
): Attachment<HTMLCanvasElement> {
	return keptDrawn(drawing, async () => {
		const { createComparePlot } = await import('./compareChart.ts');
		return (canvas) => createComparePlot(canvas, onopen);
	});
}

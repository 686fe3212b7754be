import type { Attachment } from 'svelte/attachments';
import { keptDrawn } from '#ui/shared/keptDrawn.svelte.ts';
import type { QualityDrawing } from './qualityChart.ts';

/** Images' quality over time. */
export function plotQuality(
	drawing: () => QualityDrawing,
	onopen: (imageId: number) => void
): Attachment<HTMLCanvasElement> {
	return keptDrawn(drawing, async () => {
		const { createQualityPlot } = await import('./qualityChart.ts');
		return (canvas) => createQualityPlot(canvas, onopen);
	});
}

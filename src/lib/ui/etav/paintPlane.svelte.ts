import { onThemeChange } from '#ui/shared/themes.ts';
import type { Attachment } from 'svelte/attachments';
import { PlanePainter, type Painted, type PlaneScene } from './planePainter.ts';
import type { PlotSize } from './planeWindow.ts';

/** Keeps the plane's canvas painted: once a frame, however often the scene changed meanwhile. */
export function paintPlane(
	drawing: () => { scene: PlaneScene; size: PlotSize },
	onpainted: (painted: Painted) => void
): Attachment<HTMLCanvasElement> {
	return (canvas) => {
		const context = canvas.getContext('2d');
		if (!context) return;
		const painter = new PlanePainter(canvas, context);
		let frame = 0;
		let latest: ReturnType<typeof drawing> | null = null;

		function paint() {
			frame = 0;
			if (!latest) return;
			painter.resize(latest.size);
			onpainted(painter.paint(latest.scene));
		}
		function ask() {
			frame ||= requestAnimationFrame(paint);
		}
		$effect(() => {
			latest = drawing();
			ask();
		});
		const stopListening = onThemeChange(() => {
			painter.readColours();
			ask();
		});
		return () => {
			cancelAnimationFrame(frame);
			stopListening();
		};
	};
}

/** A canvas as a PNG file on the page's own paper: what is drawn for a dark page cannot be read on nothing. */
export async function plotPng(canvas: HTMLCanvasElement, name: string): Promise<File | null> {
	const whole = document.createElement('canvas');
	whole.width = canvas.width;
	whole.height = canvas.height;
	const pen = whole.getContext('2d');
	if (!pen) return null;
	pen.fillStyle = paperBehind(canvas);
	pen.fillRect(0, 0, whole.width, whole.height);
	pen.drawImage(canvas, 0, 0);
	const blob = await new Promise<Blob | null>((resolve) => whole.toBlob(resolve, 'image/png'));
	return blob && new File([blob], name, { type: 'image/png' });
}

function paperBehind(element: Element | null): string {
	if (!element) return 'white';
	const { backgroundColor } = getComputedStyle(element);
	const isClear = backgroundColor === 'transparent' || /, 0\)$/.test(backgroundColor);
	return isClear ? paperBehind(element.parentElement) : backgroundColor;
}

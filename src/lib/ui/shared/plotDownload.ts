/** Gives the reader a file made in the browser. */
export function downloadFile(fileName: string, type: string, parts: BlobPart[]): void {
	const address = URL.createObjectURL(new Blob(parts, { type }));
	const link = document.createElement('a');
	link.href = address;
	link.download = fileName.replace(/[^\p{L}\p{N}._+−-]+/gu, '_');
	link.click();
	// The click only queues the download: the address must outlive it.
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function downloadSvg(fileName: string, svg: string): void {
	downloadFile(fileName, 'image/svg+xml', [svg]);
}

/** The same picture in pixels, twice as many as it has units: sharp on screens and slides. */
export async function downloadPng(
	fileName: string,
	svg: string,
	{ width, height }: { width: number; height: number }
): Promise<void> {
	const image = new Image(width, height);
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
	await image.decode();
	const canvas = document.createElement('canvas');
	canvas.width = 2 * width;
	canvas.height = 2 * height;
	canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
	const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
	if (png) downloadFile(fileName, 'image/png', [png]);
}

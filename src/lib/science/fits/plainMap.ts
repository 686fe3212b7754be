import { decodeInto } from './decodePixels.ts';
import type { ByteSource, FitsMap } from './fitsMap.ts';
import type { ImageLayout } from './imageLayout.ts';

/** Stored bytes that are held at a time while a large window is decoded. */
const BYTES_AT_A_TIME = 2 ** 20;

/** An image whose pixels lie row after row: of whole rows as many as are handy are read at once, else the part of each row. */
export function plainMap(source: ByteSource, layout: ImageLayout): FitsMap {
	const { header, nx, ny, dataOffset, bytesPerPixel } = layout;
	const scratch = source.readInto ? new Uint8Array(Math.min(BYTES_AT_A_TIME, source.bytes)) : null;
	function stored(offset: number, length: number): Uint8Array {
		if (!scratch || length > scratch.length) return source.read(offset, length);
		const part = scratch.subarray(0, length);
		source.readInto?.(offset, part);
		return part;
	}
	function* storedFloats(): Generator<Uint16Array> {
		const end = dataOffset + nx * ny * bytesPerPixel;
		for (let start = dataOffset; start < end; start += BYTES_AT_A_TIME) {
			const bytes = stored(start, Math.min(BYTES_AT_A_TIME, end - start));
			const aligned = bytes.byteOffset % 2 === 0 ? bytes : Uint8Array.from(bytes);
			yield new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
		}
	}
	const isPlainFloat = layout.bitpix === -32 && layout.bscale === 1 && layout.bzero === 0;
	return {
		header,
		nx,
		ny,
		...(isPlainFloat ? { storedFloats } : {}),
		window(x0, y0, x1, y1) {
			const width = x1 - x0;
			const pixels = new Float32Array(width * (y1 - y0));
			const handy = Math.max(1, Math.floor(BYTES_AT_A_TIME / (width * bytesPerPixel)));
			const rowsAtOnce = width === nx ? handy : 1;
			for (let y = y0; y < y1; y += rowsAtOnce) {
				const rows = Math.min(rowsAtOnce, y1 - y);
				const start = dataOffset + (y * nx + x0) * bytesPerPixel;
				const bytes = stored(start, rows * width * bytesPerPixel);
				decodeInto(pixels, (y - y0) * width, bytes, layout);
			}
			return pixels;
		}
	};
}

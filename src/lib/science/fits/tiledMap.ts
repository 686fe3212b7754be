import { decodeTile } from './decodeTile.ts';
import type { ByteSource, FitsDecoders, FitsMap } from './fitsMap.ts';
import { tileTable } from './tileTable.ts';
import type { Tiling } from './tiling.ts';

/** Decoded tiles are kept up to this many pixels (16 MB), so that windows side by side do not decode them again. */
const KEPT_PIXELS = 2 ** 22;

/** A tile-compressed image. Tiles are decoded when a window needs them. */
export function tiledMap(source: ByteSource, tiling: Tiling, decoders: FitsDecoders): FitsMap {
	const { header, nx, ny, tileNx, tileNy, tilesAcross } = tiling;
	const rowOf = tileTable(source, tiling);
	const widthOf = (column: number) => Math.min(tileNx, nx - column * tileNx);
	const heightOf = (row: number) => Math.min(tileNy, ny - row * tileNy);
	const tileAt = keepingLast(Math.floor(KEPT_PIXELS / (tileNx * tileNy)), (index) => {
		const count = widthOf(index % tilesAcross) * heightOf(Math.floor(index / tilesAcross));
		return decodeTile(tiling, rowOf(index), { count, decoders });
	});
	return {
		header,
		nx,
		ny,
		window(x0, y0, x1, y1) {
			const pixels = new Float32Array((x1 - x0) * (y1 - y0));
			for (let row = Math.floor(y0 / tileNy); row * tileNy < y1; row++) {
				for (let column = Math.floor(x0 / tileNx); column * tileNx < x1; column++) {
					const tile = {
						pixels: tileAt(row * tilesAcross + column),
						x0: column * tileNx,
						y0: row * tileNy,
						nx: widthOf(column),
						ny: heightOf(row)
					};
					copyOverlap(tile, pixels, { x0, y0, x1, y1 });
				}
			}
			return pixels;
		}
	};
}

interface Tile {
	pixels: Float32Array;
	x0: number;
	y0: number;
	nx: number;
	ny: number;
}

interface Window {
	x0: number;
	y0: number;
	x1: number;
	y1: number;
}

function copyOverlap(tile: Tile, pixels: Float32Array, window: Window): void {
	const left = Math.max(tile.x0, window.x0);
	const right = Math.min(tile.x0 + tile.nx, window.x1);
	const bottom = Math.max(tile.y0, window.y0);
	const top = Math.min(tile.y0 + tile.ny, window.y1);
	const width = window.x1 - window.x0;
	for (let y = bottom; y < top; y++) {
		const from = (y - tile.y0) * tile.nx - tile.x0;
		const to = (y - window.y0) * width - window.x0;
		pixels.set(tile.pixels.subarray(from + left, from + right), to + left);
	}
}

/** Keeps what was made for the last `most` keys asked for, at least one: a Map gives its keys in the order of insertion. */
function keepingLast<V>(most: number, make: (key: number) => V): (key: number) => V {
	const kept = new Map<number, V>();
	return (key) => {
		const value = kept.get(key) ?? make(key);
		kept.delete(key);
		kept.set(key, value);
		for (const oldest of kept.keys()) {
			if (kept.size <= Math.max(1, most)) break;
			kept.delete(oldest);
		}
		return value;
	};
}

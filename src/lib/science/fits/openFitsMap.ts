import type { ByteSource, FitsDecoders, FitsMap } from './fitsMap.ts';
import { plainLayout } from './imageLayout.ts';
import { imageUnit, isTiled } from './imageUnit.ts';
import { plainMap } from './plainMap.ts';
import { tiledMap } from './tiledMap.ts';
import { readTiling } from './tiling.ts';

/**
 * Opens the image of a FITS file, plain or tile-compressed (spec/pipeline.md §2.1). Only headers are read; a header that
 * promises more than the file can hold is refused here, damaged tiles when a window needs them.
 * @throws BadFits
 */
export function openFitsMap(source: ByteSource, decoders: FitsDecoders): FitsMap {
	const unit = imageUnit(source);
	return isTiled(unit.cards)
		? tiledMap(source, readTiling(unit, source.bytes), decoders)
		: plainMap(source, plainLayout(unit, source.bytes));
}

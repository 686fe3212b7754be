import { Persisted } from '#ui/shared/persisted.svelte.ts';
import { COLOUR_MAPS, isColourMap, type ColourMap } from './colourMaps.ts';
import { STAMP_ARCSEC } from './cutoutAddress.ts';

/** Sides of a stamp, arcsec: the reference's, and one between. */
export const STAMP_SIZES = [STAMP_ARCSEC, 300, 1200] as const;
/** How much brighter or fainter than the common stretch white may be. */
export const WHITE_STEPS = [0.1, 0.2, 0.5, 1, 2, 5] as const;

export interface Stretch {
	/** Jy/beam shown black and white. */
	low: number;
	high: number;
}

/** How this person looks at stamps: kept in the browser, the same on every page. */
export class StampView {
	readonly #size = new Persisted('caustic-stamp-arcsec', String(STAMP_ARCSEC));
	readonly #map = new Persisted('caustic-stamp-map', 'grey');
	readonly #white = new Persisted('caustic-stamp-white', '1');

	get sizeArcsec(): number {
		return STAMP_SIZES.find((size) => size === Number(this.#size.current)) ?? STAMP_ARCSEC;
	}

	set sizeArcsec(size: number) {
		this.#size.current = String(size);
	}

	get map(): ColourMap {
		return isColourMap(this.#map.current) ? this.#map.current : 'grey';
	}

	set map(map: ColourMap) {
		this.#map.current = map;
	}

	/** White, in units of the common stretch's. */
	get white(): number {
		return WHITE_STEPS.find((step) => step === Number(this.#white.current)) ?? 1;
	}

	set white(step: number) {
		this.#white.current = String(step);
	}

	/** The common stretch with white moved; black stays. Without any noise measured there is nothing to stretch between. */
	stretch(common: Stretch | null): Stretch {
		const { low, high } = common ?? { low: 0, high: 1 };
		return { low, high: Math.max(low + (high - low) * 1e-3, high * this.white) };
	}

	/** For an image's style: the filter that ColourFilters.svelte defines. */
	get filter(): string | undefined {
		return COLOUR_MAPS[this.map].colours.length > 0 ? `url(#stamp-${this.map})` : undefined;
	}
}

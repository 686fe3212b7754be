import type { Random } from '../stats/random.ts';
import { type Field, fieldWidthArcsec, isCommon, isCovered } from './footprint.ts';

/** A point in the survey's plane, arcsec. */
export interface Place {
	x: number;
	y: number;
	/** Seen by every field, whatever the epoch. */
	isCommon: boolean;
}

/** Neighbours keep this distance where there is room, so that most sources are alone in their beam. */
const COMFORT_ARCSEC = 36;
const TRIES_PER_PLACE = 40;

/**
 * Random places covered by at least one field, no two closer than a separation that suits their number. Where no room is left the
 * separation shrinks, so the count is always reached.
 */
export function placeSources(
	count: number,
	{ fields, npix }: { fields: Field[]; npix: number },
	random: Random
): Place[] {
	// A little more than the fields reach; their common outline is close to this square.
	const reach = fieldWidthArcsec(npix) * 0.58;
	let separation = Math.min(COMFORT_ARCSEC, (0.55 * 2 * reach) / Math.sqrt(Math.max(count, 1)));
	const crowd = new Crowd(separation);
	const places: Place[] = [];
	let tries = 0;
	while (places.length < count) {
		const x = random.between(-reach, reach);
		const y = random.between(-reach, reach);
		tries += 1;
		if (tries % (TRIES_PER_PLACE * count) === 0) separation *= 0.8;
		if (!fields.some((field) => isCovered(field, x, y, npix))) continue;
		if (crowd.nearest(x, y) < separation) continue;
		crowd.add(x, y);
		places.push({ x, y, isCommon: isCommon(x, y, npix) });
	}
	return places;
}

/** Points in square cells as wide as the largest distance asked for. */
class Crowd {
	readonly #cell: number;
	readonly #cells = new Map<string, { x: number; y: number }[]>();

	constructor(cell: number) {
		this.#cell = cell;
	}

	add(x: number, y: number): void {
		const key = this.#key(x, y, 0, 0);
		const members = this.#cells.get(key);
		if (members === undefined) this.#cells.set(key, [{ x, y }]);
		else members.push({ x, y });
	}

	/** Distance to the nearest point if it is within a cell's width, else Infinity or something larger than that. */
	nearest(x: number, y: number): number {
		let least = Infinity;
		for (let i = -1; i <= 1; i += 1) {
			for (let j = -1; j <= 1; j += 1) {
				for (const point of this.#cells.get(this.#key(x, y, i, j)) ?? []) {
					least = Math.min(least, Math.hypot(point.x - x, point.y - y));
				}
			}
		}
		return least;
	}

	#key(x: number, y: number, i: number, j: number): string {
		return `${Math.floor(x / this.#cell) + i},${Math.floor(y / this.#cell) + j}`;
	}
}

/** Of `count` directions at a distance from a place, those furthest from all other places first. */
export function clearDirections(
	from: Place,
	distanceArcsec: number,
	{ places, count }: { places: Place[]; count: number }
): { x: number; y: number }[] {
	const spans = (place: Place) => Math.hypot(place.x - from.x, place.y - from.y);
	const around = places.filter((place) => place !== from && spans(place) < 3 * distanceArcsec);
	const candidates = Array.from({ length: count }, (_, i) => {
		const angle = (2 * Math.PI * i) / count;
		const x = from.x + distanceArcsec * Math.cos(angle);
		const y = from.y + distanceArcsec * Math.sin(angle);
		const distances = around.map((place) => Math.hypot(place.x - x, place.y - y));
		// Whoever is not around is at least this far.
		return { x, y, clearance: Math.min(2 * distanceArcsec, ...distances) };
	});
	return candidates.sort((a, b) => b.clearance - a.clearance).map(({ x, y }) => ({ x, y }));
}

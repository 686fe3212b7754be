import { DEG, normaliseRa } from './angles.ts';
import { separationDeg } from './separation.ts';

/** Positions as parallel columns, degrees. A position with NaN matches nothing. */
export interface SkyPositions {
	ra: Float64Array;
	dec: Float64Array;
}

/** Positions sorted into zones of declination and, inside a zone, by right ascension. */
export interface ZoneIndex {
	zoneHeightDeg: number;
	/** Rows of zone z are order[starts[z]] to order[starts[z + 1] − 1]. */
	starts: Int32Array;
	order: Int32Array;
	/** RA in [0, 360) of order[i], degrees. */
	sortedRa: Float64Array;
	positions: SkyPositions;
}

/** Builds an index for searches of about this radius. Costs one sort; no dependence on where on the sky the positions are. */
export function zoneIndex(positions: SkyPositions, radiusDeg: number): ZoneIndex {
	const { ra, dec } = positions;
	// No more zones than positions: finer ones would only be empty.
	const zoneHeightDeg = Math.max(radiusDeg, 180 / (ra.length + 1), 1e-4);
	const zones = Math.ceil(180 / zoneHeightDeg) + 1;
	const rows = usableRows(positions);
	const starts = new Int32Array(zones + 1);
	for (const row of rows) starts[zoneOf(dec[row], zoneHeightDeg) + 1]++;
	for (let zone = 0; zone < zones; zone++) starts[zone + 1] += starts[zone];
	const next = starts.slice();
	const order = new Int32Array(rows.length);
	for (const row of rows) order[next[zoneOf(dec[row], zoneHeightDeg)]++] = row;
	const turned = ra.map(normaliseRa);
	for (let zone = 0; zone < zones; zone++) {
		order.subarray(starts[zone], starts[zone + 1]).sort((a, b) => turned[a] - turned[b]);
	}
	const sortedRa = Float64Array.from(order, (row) => turned[row]);
	return { zoneHeightDeg, starts, order, sortedRa, positions };
}

/**
 * Calls `visit` for every indexed row within `radiusDeg` (inclusive) of a position, with the separation in degrees.
 * Rows come in no particular order. Complete across RA 0/360 and over the poles.
 */
export function visitWithin(
	index: ZoneIndex,
	raDeg: number,
	decDeg: number,
	radiusDeg: number,
	visit: (row: number, separation: number) => void
): void {
	if (!Number.isFinite(raDeg) || !Number.isFinite(decDeg)) return;
	const ra = normaliseRa(raDeg);
	const { starts, zoneHeightDeg } = index;
	const first = zoneOf(decDeg - radiusDeg - MARGIN, zoneHeightDeg);
	const last = Math.min(zoneOf(decDeg + radiusDeg + MARGIN, zoneHeightDeg), starts.length - 2);
	const reach = raReach(decDeg, radiusDeg);
	const check = (from: number, to: number): void => {
		for (let i = from; i < to; i++) {
			const row = index.order[i];
			const { positions } = index;
			if (Math.abs(positions.dec[row] - decDeg) > radiusDeg + MARGIN) continue;
			const separation = separationDeg(positions.ra[row], positions.dec[row], raDeg, decDeg);
			if (separation <= radiusDeg) visit(row, separation);
		}
	};
	for (let zone = first; zone <= last; zone++) {
		visitRaRange(index.sortedRa, starts[zone], starts[zone + 1], ra, reach, check);
	}
}

/** Widens the windows beyond rounding, degrees; the separation itself decides. */
const MARGIN = 1e-9;

/** Largest difference in RA within a cap, degrees: sin Δα = sin r / cos δ; everything once the cap holds a pole. */
function raReach(decDeg: number, radiusDeg: number): number {
	if (Math.abs(decDeg) + radiusDeg >= 89.9999) return 180;
	return Math.asin(Math.sin(radiusDeg * DEG) / Math.cos(decDeg * DEG)) / DEG + 10 * MARGIN;
}

function visitRaRange(
	sortedRa: Float64Array,
	start: number,
	end: number,
	ra: number,
	reach: number,
	check: (from: number, to: number) => void
): void {
	if (start === end) return;
	if (reach >= 180) return check(start, end);
	const low = lowerBound(sortedRa, start, end, ra - reach);
	const high = lowerBound(sortedRa, low, end, ra + reach, true);
	check(low, high);
	if (ra - reach < 0)
		check(Math.max(high, lowerBound(sortedRa, start, end, ra - reach + 360)), end);
	if (ra + reach >= 360) {
		check(start, Math.min(low, lowerBound(sortedRa, start, end, ra + reach - 360, true)));
	}
}

/** First place in [start, end) whose value is not below `value`; with `beyond`, first place above it. */
function lowerBound(
	sorted: Float64Array,
	start: number,
	end: number,
	value: number,
	beyond = false
): number {
	let low = start;
	let high = end;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (sorted[middle] < value || (beyond && sorted[middle] === value)) low = middle + 1;
		else high = middle;
	}
	return low;
}

function zoneOf(decDeg: number, zoneHeightDeg: number): number {
	return Math.max(0, Math.floor((decDeg + 90) / zoneHeightDeg));
}

function usableRows({ ra, dec }: SkyPositions): Int32Array {
	const rows = new Int32Array(ra.length);
	let used = 0;
	for (let row = 0; row < ra.length; row++) {
		if (Number.isFinite(ra[row]) && Math.abs(dec[row]) <= 90) rows[used++] = row;
	}
	return rows.subarray(0, used);
}

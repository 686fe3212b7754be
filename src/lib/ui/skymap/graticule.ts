import { formatDec, formatRa } from '#science/sky/format.ts';
import { galacticToIcrs } from '#science/sky/frame.ts';
import { linePath } from './mapPath.ts';
import { isWhole, reachDeg, type MapSize, type MapView, type Sheet } from './mapView.ts';

export interface Graticule {
	lines: string;
	labels: { left: number; top: number; text: string; kind: 'ra' | 'dec' }[];
}

/** Steps between parallels, degrees: round in base sixty. */
const STEPS = [30, 15, 10, 5, 2, 1, 0.5, 0.25, 1 / 12, 1 / 30, 1 / 60, 1 / 120, 1 / 360];
/** Steps between meridians, degrees: whole minutes and seconds of time. */
const RA_STEPS = [30, 15, 7.5, 5, 2.5, 1.25, 0.5, 0.25, 1 / 12, 1 / 24, 1 / 48, 1 / 120, 1 / 240];

/** What a sheet holds, degrees: whole circles of right ascension around a pole. */
interface Extent {
	whole: boolean;
	ra: readonly [from: number, to: number];
	dec: readonly [from: number, to: number];
}

/** Meridians and parallels over the sheet, with what they are where they come in. */
export function graticule(view: MapView, size: MapSize, sheet: Sheet): Graticule {
	const extent = extentOf(view, size);
	const drawn = [
		...parallels(extent, (view.fovDeg * size.height) / size.width, size, sheet),
		...meridians(extent, view.dec, size, sheet)
	];
	return {
		lines: drawn.map(({ path }) => path).join(''),
		labels: drawn.flatMap(({ label }) => label ?? [])
	};
}

interface GridLine {
	path: string;
	label: Graticule['labels'][number] | null;
}

function extentOf(view: MapView, size: MapSize): Extent {
	const reach = reachDeg(view, size);
	const whole = isWhole(view);
	const width = widthAt(view.dec, reach);
	const low = whole ? -90 : Math.max(-90, view.dec - reach);
	const high = whole ? 90 : Math.min(90, view.dec + reach);
	return { whole, ra: [view.ra - width / 2, view.ra + width / 2], dec: [low, high] };
}

function parallels(extent: Extent, heightDeg: number, size: MapSize, sheet: Sheet): GridLine[] {
	const step = extent.whole ? 30 : stepFor(STEPS, heightDeg, 2.5);
	const [from, to] = extent.ra;
	return multiples(step, ...extent.dec)
		.filter((dec) => Math.abs(dec) < 89.99)
		.map((dec) => {
			// A hair inside the edges of the whole sky.
			const path = line(from + 1e-6, to - 1e-6, (ra) => ({ ra, dec }), sheet, size);
			const at = leftmost(dec, [from, to], sheet, size);
			return { path, label: at && { ...at, text: decText(dec, step), kind: 'dec' as const } };
		});
}

function meridians(
	{ whole, ra, dec }: Extent,
	middle: number,
	size: MapSize,
	sheet: Sheet
): GridLine[] {
	const width = ra[1] - ra[0];
	const step = whole ? 30 : stepFor(RA_STEPS, width, 4);
	const [from, to] = width >= 360 ? [0, 360 - step / 2] : ra;
	return multiples(step, from, to).map((angle) => {
		const path = line(dec[0], dec[1], (along) => ({ ra: angle, dec: along }), sheet, size);
		const at = sheet.toSheet(angle, whole ? 0 : middle);
		const isInside = at && at.left > 20 && at.left < size.width - 20;
		if (!isInside) return { path, label: null };
		const top = whole ? at.top : size.height - 6;
		return { path, label: { left: at.left, top, text: raText(angle, step), kind: 'ra' as const } };
	});
}

/** The plane of the Galaxy. */
export function galacticPlane(sheet: Sheet, size: MapSize): string {
	const plane = Array.from({ length: 361 }, (_, l) => galacticToIcrs(l, 0));
	return linePath(plane, sheet, size);
}

/** Degrees of right ascension within reach, all of them around a pole. */
function widthAt(dec: number, reach: number): number {
	if (Math.abs(dec) + reach >= 89 || reach >= 90) return 360;
	const cosine = Math.cos(((Math.abs(dec) + reach) * Math.PI) / 180);
	return Math.min(360, (2 * reach) / cosine);
}

/** The widest step with at least so many over a width. */
function stepFor(steps: number[], widthDeg: number, fewest: number): number {
	return steps.find((step) => widthDeg / step >= fewest) ?? steps[steps.length - 1];
}

function multiples(step: number, from: number, to: number): number[] {
	const first = Math.ceil(from / step - 1e-9);
	const last = Math.floor(to / step + 1e-9);
	return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

function line(
	from: number,
	to: number,
	at: (angle: number) => { ra: number; dec: number },
	sheet: Sheet,
	size: MapSize
): string {
	const POINTS = 90;
	const positions = Array.from({ length: POINTS + 1 }, (_, i) =>
		at(from + ((to - from) * i) / POINTS)
	);
	return linePath(positions, sheet, size);
}

/** Where a parallel comes in at the left of the sheet. */
function leftmost(
	dec: number,
	[from, to]: readonly [number, number],
	sheet: Sheet,
	{ width, height }: MapSize
) {
	let best: { left: number; top: number } | null = null;
	for (let i = 0; i <= 60; i++) {
		const at = sheet.toSheet(from + ((to - from) * i) / 60, dec);
		if (!at || at.left < 0 || at.left > width || at.top < 10 || at.top > height - 14) continue;
		if (!best || at.left < best.left) best = at;
	}
	return best && { left: Math.max(2, best.left), top: best.top };
}

function raText(ra: number, step: number): string {
	const letters = { letters: true };
	if (step >= 15) return formatRa(ra, 0, letters).slice(0, 3);
	return step >= 0.25 ? formatRa(ra, 0, letters).slice(0, 6) : formatRa(ra, 0, letters);
}

function decText(dec: number, step: number): string {
	const signed = formatDec(dec, 0).replace('-', '−');
	if (dec === 0) return '0°';
	if (step >= 1) return `${signed.slice(0, 3)}°`;
	const [degrees, minutes, seconds] = signed.split(':');
	return step >= 1 / 60 ? `${degrees}°${minutes}′` : `${degrees}°${minutes}′${seconds}″`;
}

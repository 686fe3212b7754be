import type { StandingMark } from '#schema/imageMark.ts';
import {
	MEASUREMENT_NUMBERS,
	type MeasurementNumber,
	type MeasurementRow,
	type MeasurementSort
} from '#schema/measurementPage.ts';
import { store } from '../store/client.ts';
import type { ListedImage } from '../store/imageList.ts';
import { standingMarks } from '../store/imageMarks.ts';
import type { SomeColumns } from '../store/imageMeasurements.ts';

/** The columns that tables of measurements show. */
export const ROW_KEYS = [
	...MEASUREMENT_NUMBERS,
	'name',
	'islandId',
	'componentId',
	'hasSiblings',
	'forced'
] as const;
export type RowColumns = SomeColumns<(typeof ROW_KEYS)[number]>;

/** Measurements of one image by one owner: its catalogue, or a run that measured there by force. */
export interface Part {
	image: ListedImage;
	run: { id: number; name: string } | null;
	columns: RowColumns;
}

/** One row of a part, with its distance from the position asked for. */
export interface Place {
	part: Part;
	row: number;
	separationArcsec: number | null;
}

export function placesOf(part: Part): Place[] {
	return Array.from({ length: part.columns.n }, (_, row) => ({
		part,
		row,
		separationArcsec: null
	}));
}

/** Sorted by one column, numbers that were not measured last either way; those alike by id. */
export function sortPlaces(places: Place[], sort: MeasurementSort, order: 'asc' | 'desc'): Place[] {
	const way = order === 'asc' ? 1 : -1;
	const keyed = places.map((place) => ({ place, key: keyOf(place, sort), id: idOf(place) }));
	keyed.sort((a, b) => compared(a.key, b.key, way) || a.id - b.id);
	return keyed.map(({ place }) => place);
}

/** Rows as tables show them, with what stands of their images. */
export async function shownRows(places: Place[]): Promise<MeasurementRow[]> {
	const marks = await standingMarks(store(), [...new Set(places.map(({ part }) => part.image.id))]);
	return places.map((place) => shownRow(place, marks));
}

export function idOf({ part, row }: Place): number {
	return part.columns.id[row];
}

function shownRow(
	{ part: { image, run, columns }, row, separationArcsec }: Place,
	marks: ReadonlyMap<number, StandingMark>
): MeasurementRow {
	const numbers = MEASUREMENT_NUMBERS.map((key) => [key, columns[key][row]] as const);
	const { id, name, datetime, frequencyMhz } = image;
	return {
		// fromEntries forgets which keys it was given.
		...(Object.fromEntries(numbers) as Record<MeasurementNumber, number>),
		id: columns.id[row],
		name: columns.name[row],
		islandId: columns.islandId[row],
		componentId: columns.componentId[row],
		hasSiblings: columns.hasSiblings[row] === 1,
		forced: columns.forced[row] === 1,
		image: { id, name, datetime, frequencyMhz },
		mark: marks.get(image.id) ?? null,
		run,
		separationArcsec
	};
}

function keyOf(
	{ part: { image, columns }, row, separationArcsec }: Place,
	sort: MeasurementSort
): number | string {
	switch (sort) {
		case 'datetime':
			return image.datetime.getTime();
		case 'frequency':
			return image.frequencyMhz;
		case 'separation':
			return separationArcsec ?? 0;
		default:
			return columns[sort][row];
	}
}

function compared(a: number | string, b: number | string, way: 1 | -1): number {
	if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
	if (a === b) return 0;
	return a < b ? -way : way;
}

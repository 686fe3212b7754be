import { measurementListSchema, type MeasurementList } from '#schema/measurementPage.ts';
import { addressOf } from '#schema/readAddress.ts';

/** The table of measurements with some of its state changed; anything but a change of page starts at page 1. */
export function measurementsHref(
	list: MeasurementList,
	change: Partial<MeasurementList> = {}
): string {
	return `/measurements${addressOf(measurementListSchema, { ...list, page: 1, ...change })}`;
}

/** A measurement as seen from a list: previous and next follow the list's order. */
export function measurementHref(id: number, list: MeasurementList): string {
	return `/measurements/${id}${addressOf(measurementListSchema, { ...list, page: 1, size: 50 })}`;
}

import { Failure } from '#schema/failure.ts';
import type { LensFitShown, ToldNumber } from '#schema/lens.ts';
import type { User } from '#schema/user.ts';
import { msFromMjd } from '#science/sky/time.ts';
import { config } from '../config.ts';
import { calendarFile, type CalendarMoment } from '../files/lensCalendar.ts';
import { lensFit } from './lensFit.ts';

/**
 * What is still to come of an event: its minimum, its egress and the observation that would tell most.
 * @throws Failure where nothing is to come
 */
export async function lensCalendar(
	user: User | null,
	named: string,
	address = new URLSearchParams()
) {
	const fit = await lensFit(user, named, address);
	if (!fit.allowed.save)
		throw new Failure(
			'Conflict',
			'This queue has hidden tests: vote first, then keep files of it.'
		);
	const moments = momentsOf(fit);
	if (moments.length === 0)
		throw new Failure(
			'NotFound',
			`No event of ${fit.name} is in progress: there is nothing to put into a calendar.`
		);
	return {
		bytes: calendarFile(moments),
		contentType: 'text/calendar; charset=utf-8',
		name: `${fit.name}-lens.ics`
	};
}

function momentsOf({ sourceId, name, nowMjd, forecast }: LensFitShown): CalendarMoment[] {
	if (!forecast) return [];
	const { minimum, egress, nextDecisive } = forecast;
	const moment = (kind: string, at: ToldNumber, title: string): CalendarMoment[] => {
		if (at.value === null || at.value < nowMjd) return [];
		const url = `${config().ORIGIN}/sources/${sourceId}`;
		const error = at.error === null ? 'not known' : `${at.error.toFixed(1)} d`;
		const text = `MJD ${at.value.toFixed(2)}, standard error ${error}, by the lens fitted to ${name}.`;
		const uid = `lens-${sourceId}-${kind}@caustic`;
		return [{ uid, at: new Date(msFromMjd(at.value)), title: `${name}: ${title}`, text, url }];
	};
	const decisive = { value: nextDecisive?.mjd ?? null, error: null };
	return [
		...moment('minimum', minimum, 'minimum of the dip'),
		...moment('egress', egress, 'egress, half of the depth made up'),
		...moment('decisive', decisive, 'the observation that would tell most')
	];
}

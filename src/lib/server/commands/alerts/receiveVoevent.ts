import type { Evidence, NewAlert } from '#schema/alert.ts';
import { Failure } from '#schema/failure.ts';
import type { SkyObject } from '#schema/source.ts';
import type { Voevent, VoeventOutcome } from '#schema/voevent.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { readVoevent } from '../../files/voevent.ts';
import { store } from '../../store/client.ts';
import { derivedId } from '../../store/ids.ts';
import { findObject, objectsWithin } from '../../store/objects.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { raiseAlerts } from './raiseAlerts.ts';

/** An error circle of nothing would match nothing: no survey places its sources better. */
const LEAST_ERROR_DEG = 2 / 3600;
/** Beyond this an object has nothing to do with the event, whatever its error circle. */
const LEAST_REACH_DEG = 1;
const MOST_REACH_DEG = 20;
/** Numbers of the packet that are kept as evidence. */
const MOST_EVIDENCE = 30;

interface Nearest {
	object: SkyObject;
	separation: number;
	/** Objects in the error circle. */
	candidates: number;
}

/**
 * Takes in a VOEvent: an alert on the nearest object in its error circle, or, of low severity, on the nearest one at all
 * within a degree. The same packet twice is one alert.
 */
export async function receiveVoevent(
	{ user }: CommandContext,
	xml: string
): Promise<VoeventOutcome> {
	mayOrRefuse(user, 'triage');
	const event = readVoevent(xml);
	const { ivorn, role } = event;
	if (role !== 'observation')
		return {
			kind: 'ignored',
			ivorn,
			because: `It is marked as “${role}”: only observations raise alerts.`
		};
	const nearest = await nearestTo(event);
	if (!nearest)
		throw new Failure(
			'NotFound',
			`No object lies within ${reachOf(event).toFixed(2)}° of RA ${event.raDeg.toFixed(4)}°, Dec ${event.decDeg.toFixed(4)}°. Nothing was kept of ${ivorn}.`
		);
	const { object, separation, candidates } = nearest;
	const { raised, merged, suppressed } = await raiseAlerts([alertOf(event, nearest)]);
	await audit(user, { action: 'receiveVoevent', target: `object ${object.id}`, after: ivorn });
	return {
		kind: suppressed > 0 ? 'silenced' : raised + merged > 0 ? 'raised' : 'known',
		ivorn,
		objectId: object.id,
		objectName: object.name,
		separationArcsec: separation * 3600,
		within: candidates > 0,
		candidates
	};
}

async function nearestTo(event: Voevent): Promise<Nearest | null> {
	const { raDeg, decDeg } = event;
	const around = await objectsWithin(store(), [
		{ ra: raDeg, dec: decDeg, radiusDeg: reachOf(event) }
	]);
	const placed = around
		.map(({ id, ra, dec }) => ({ id, separation: separationDeg(raDeg, decDeg, ra, dec) }))
		.sort((a, b) => a.separation - b.separation || (a.id < b.id ? -1 : 1));
	const first = placed.at(0);
	const object = first && (await findObject(store(), first.id));
	if (!object) return null;
	const error = errorOf(event);
	const candidates = placed.filter(({ separation }) => separation <= error).length;
	return { object, separation: first.separation, candidates };
}

const errorOf = ({ errorDeg }: Voevent) => Math.max(errorDeg, LEAST_ERROR_DEG);

function reachOf(event: Voevent): number {
	return Math.min(Math.max(errorOf(event), LEAST_REACH_DEG), MOST_REACH_DEG);
}

function alertOf(event: Voevent, { object, separation, candidates }: Nearest): NewAlert {
	return {
		objectId: object.id,
		cause: {
			kind: 'voevent',
			id: derivedId('voevent', event.ivorn),
			name: event.ivorn.slice(0, 200)
		},
		severity: candidates > 0 ? 'medium' : 'low',
		reason: reasonOf(event, { separation, candidates }),
		evidence: evidenceOf(event),
		runId: null,
		revision: null,
		sourceId: null,
		tell: [],
		personal: false
	};
}

function reasonOf(event: Voevent, { separation, candidates }: Omit<Nearest, 'object'>): string {
	const place =
		candidates > 0
			? `${arcsec(separation)} from it, in its error circle of ${arcsec(errorOf(event))}`
			: `${arcsec(separation)} from it: the nearest object, outside its error circle of ${arcsec(errorOf(event))}`;
	const others = candidates > 1 ? `, as are ${candidates - 1} more` : '';
	const time = event.time
		? ` at ${event.time.toISOString().slice(0, 19).replace('T', ' ')} UTC`
		: '';
	const said = [event.author, event.concept, event.why.slice(0, 300)].filter(Boolean).join('; ');
	return `Event${time}, ${place}${others}.${said && ` ${said}`}`;
}

function arcsec(degrees: number): string {
	return degrees < 1 ? `${(degrees * 3600).toFixed(1)}″` : `${degrees.toFixed(2)}°`;
}

/** Field names that the database and our own code can hold. */
function evidenceOf({ params }: Voevent): Evidence {
	const numbers = params.flatMap(({ name, value }): [string, number][] => {
		const number = value.trim() === '' ? NaN : Number(value);
		const field = name.replace(/[^\p{L}\p{N}_:-]/gu, '_').slice(0, 60);
		return Number.isFinite(number) && field !== '' ? [[field, number]] : [];
	});
	return Object.fromEntries(numbers.slice(0, MOST_EVIDENCE));
}

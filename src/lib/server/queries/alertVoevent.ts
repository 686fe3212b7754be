import type { Alert } from '#schema/alert.ts';
import { Failure } from '#schema/failure.ts';
import type { LightCurve, SkyObject, Source } from '#schema/source.ts';
import { SOURCE_FIELDS } from '#schema/sourceFilter.ts';
import type { User } from '#schema/user.ts';
import type { Voevent, VoeventParam } from '#schema/voevent.ts';
import { msFromMjd } from '#science/sky/time.ts';
import { config } from '../config.ts';
import { writeVoevent } from '../files/voeventXml.ts';
import { store } from '../store/client.ts';
import { readLightCurve } from '../store/sources.ts';
import { alertWithObject } from './alerts.ts';

/** An accepted alert as a VOEvent 2.0 packet. */
export async function alertVoevent(user: User | null, alertId: string): Promise<string> {
	const { alert, object, source } = await alertWithObject(user, alertId);
	if (alert.triage.state !== 'accepted')
		throw new Failure('Conflict', 'Only an accepted alert is sent out. Accept it first.');
	const lightCurve = source ? await readLightCurve(store(), source.id) : null;
	return writeVoevent(eventOf(alert, object, { source, lightCurve }));
}

function eventOf(
	alert: Alert,
	object: SkyObject,
	{ source, lightCurve }: { source: Source | null; lightCurve: LightCurve | null }
): Voevent {
	const { hostname } = new URL(config().ORIGIN);
	const stream = `ivo://${hostname}/caustic`;
	return {
		ivorn: `${stream}#alert-${alert.id}-${alert.count}`,
		role: 'observation',
		authorIvorn: stream,
		date: alert.triage.at ?? alert.latestAt,
		author: `Caustic at ${hostname}`,
		params: [
			{ name: 'object', value: object.name, ucd: 'meta.id;src', unit: '' },
			{ name: 'severity', value: alert.severity, ucd: 'meta.code.qual', unit: '' },
			{ name: 'firings', value: String(alert.count), ucd: 'meta.number', unit: '' },
			...(source ? sourceParams(source) : []),
			...evidenceParams(alert)
		],
		raDeg: object.ra,
		decDeg: object.dec,
		errorDeg: object.uncertaintyDeg,
		time: lastDetection(lightCurve) ?? alert.latestAt,
		how: `${alert.cause.name}, in images of a radio survey; accepted by ${alert.triage.byName ?? 'a person'}.`,
		concept:
			alert.cause.kind === 'newSource'
				? 'process.variation.burst;em.radio'
				: 'process.variation;em.radio',
		why: [alert.reason, alert.changed].filter(Boolean).join(' '),
		citations: []
	};
}

/** UCD1+ of the numbers that every packet carries. */
const UCDS = {
	etaPeak: 'stat.fit.chi2',
	vPeak: 'src.var.index',
	maxFluxPeak: 'phot.flux.density;em.radio;stat.max',
	avgFluxPeak: 'phot.flux.density;em.radio;stat.mean',
	maxSnr: 'stat.snr;stat.max',
	nMeas: 'meta.number;obs'
} as const satisfies Partial<Record<keyof typeof SOURCE_FIELDS, string>>;
type Told = keyof typeof UCDS;

function sourceParams(source: Source): VoeventParam[] {
	// Object.keys forgets which keys it was given.
	return (Object.keys(UCDS) as Told[])
		.filter((field) => Number.isFinite(source[field]))
		.map((field) => ({
			name: field,
			value: String(source[field]),
			ucd: UCDS[field],
			unit: SOURCE_FIELDS[field].unit
		}));
}

/** The numbers it fired on, apart from those of the source: they may be older. */
function evidenceParams({ evidence }: Alert): VoeventParam[] {
	return Object.entries(evidence)
		.filter(([, value]) => value !== null)
		.map(([field, value]) => ({
			name: `evidence_${field}`,
			value: String(value),
			ucd: '',
			unit: ''
		}));
}

/** Forced measurements are none. */
function lastDetection(lightCurve: LightCurve | null): Date | null {
	if (!lightCurve) return null;
	const { mjd, forced } = lightCurve;
	const detected = mjd.filter((_, epoch) => !forced[epoch]);
	return detected.length > 0 ? new Date(Math.round(msFromMjd(Math.max(...detected)))) : null;
}

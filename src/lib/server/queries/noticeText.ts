import type { NoticeRecord, NoticeVotes } from '#schema/notice.ts';
import type { BandMetrics, LightCurve } from '#schema/source.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { formatDec, formatRa } from '#science/sky/format.ts';
import { msFromMjd } from '#science/sky/time.ts';
import { rowsByBand, SAME_BAND } from '#science/variability/bands.ts';

/**
 * A draft for a notice to other observatories, as Markdown that also reads as plain text. Each sentence is filled from the
 * record; what the record does not know is not said.
 */
export function noticeText(record: NoticeRecord): string {
	const paragraphs = [
		`# ${titleOf(record)}`,
		positionOf(record),
		observationsOf(record),
		...fluxesOf(record),
		...record.votes.map(votesIn),
		interestsOf(record),
		`Contact: ${record.contact}. Record: ${record.address}`
	];
	return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') + '\n';
}

function titleOf({ object, votes }: NoticeRecord): string {
	const classes = new Set(votes.flatMap(({ verdict }) => verdict?.label ?? []));
	if (classes.size !== 1) return object.name;
	return `${object.name}: classified as ${[...classes].join()}`;
}

function positionOf({ object }: NoticeRecord): string {
	const { ra, dec, uncertaintyDeg } = object;
	const error = figures(uncertaintyDeg * ARCSEC_PER_DEG, 2);
	return `Position (ICRS): RA ${formatRa(ra, 2)}, Dec ${formatDec(dec, 1)} (${ra.toFixed(5)} deg, ${dec.toFixed(5)} deg), uncertainty ${error} arcsec (1 sigma).`;
}

function observationsOf({ source, runName, lightCurve }: NoticeRecord): string {
	if (!source || !lightCurve || lightCurve.mjd.length === 0) return '';
	const first = lightCurve.mjd.reduce((a, b) => Math.min(a, b));
	const last = lightCurve.mjd.reduce((a, b) => Math.max(a, b));
	const images = new Set(lightCurve.imageId).size;
	const forced = lightCurve.forced.filter(Boolean).length;
	return [
		`${count(lightCurve.mjd.length, 'measurement')} in ${count(images, 'image')}`,
		`(${lightCurve.mjd.length - forced} detected, ${forced} forced)`,
		`from ${dayOf(first)} (MJD ${first.toFixed(2)}) to ${dayOf(last)} (MJD ${last.toFixed(2)}), run ${runName ?? source.runId}.`
	].join(' ');
}

function fluxesOf({ source, lightCurve }: NoticeRecord): string[] {
	if (!source || !lightCurve) return [];
	return rowsByBand(lightCurve.frequencyMhz).map((epochs) => {
		const frequencyMhz = lightCurve.frequencyMhz[epochs[0]];
		const band = source.bands.find(
			(known) => Math.abs(known.frequencyMhz - frequencyMhz) < SAME_BAND * frequencyMhz
		);
		const metrics = band ?? (source.bands.length < 2 ? source : null);
		return [fluxRange(lightCurve, epochs), metrics ? variabilityOf(metrics) : '']
			.filter(Boolean)
			.join(' ');
	});
}

function fluxRange(curve: LightCurve, epochs: readonly number[]): string {
	const frequency = `${curve.frequencyMhz[epochs[0]].toFixed(1)} MHz`;
	const measured = epochs.filter((epoch) => Number.isFinite(curve.fluxPeak[epoch]));
	if (measured.length === 0) return `At ${frequency}: no flux was measured.`;
	const byFlux = [...measured].sort((a, b) => curve.fluxPeak[a] - curve.fluxPeak[b]);
	const [faintest] = byFlux;
	const brightest = byFlux[byFlux.length - 1];
	const at = (epoch: number) =>
		`${figures(curve.fluxPeak[epoch], 4)} +/- ${figures(curve.fluxPeakErr[epoch], 2)} mJy/beam (${dayOf(curve.mjd[epoch])})`;
	if (measured.length === 1) return `At ${frequency}: peak flux density ${at(faintest)}, 1 epoch.`;
	return `At ${frequency}: peak flux density between ${at(faintest)} and ${at(brightest)}, ${measured.length} epochs.`;
}

function variabilityOf(metrics: Omit<BandMetrics, 'frequencyMhz'>): string {
	const { etaPeak, vPeak, vsAbsSignificantMaxPeak: vs, mAbsSignificantMaxPeak: m } = metrics;
	const known = [
		Number.isFinite(etaPeak) ? `eta = ${figures(etaPeak, 3)}` : '',
		Number.isFinite(vPeak) ? `V = ${figures(vPeak, 3)}` : '',
		vs > 0 ? `largest two-epoch statistic |Vs| = ${figures(vs, 3)} with |m| = ${figures(m, 3)}` : ''
	].filter(Boolean);
	return known.length === 0 ? '' : `Variability of the peak flux: ${known.join(', ')}.`;
}

function votesIn({ queueName, verdict, tally, blind }: NoticeVotes): string {
	const votes = tally.reduce((sum, entry) => sum + entry.votes, 0);
	const by = tally.map((entry) => `${entry.votes} ${entry.label}`).join(', ');
	const counted = votes === 0 ? '' : `Votes: ${by} (${blind} of ${votes} given blind).`;
	if (!verdict) return counted && `No verdict yet in the queue “${queueName}”. ${counted}`;
	const who = verdict.byName === null ? 'by the votes' : `by ${verdict.byName}`;
	return `Classified as ${verdict.label} ${who} in the queue “${queueName}” on ${verdict.at.toISOString().slice(0, 10)}. ${counted}`.trim();
}

function interestsOf({ interests }: NoticeRecord): string {
	if (interests.length === 0) return '';
	const entries = interests.map(
		({ userName, text, link, since }) =>
			`${userName} since ${since.toISOString().slice(0, 10)}: ${text}${link ? ` (${link})` : ''}`
	);
	return `Working on it: ${entries.join('; ')}.`;
}

function dayOf(mjd: number): string {
	return new Date(msFromMjd(mjd)).toISOString().slice(0, 10);
}

function figures(value: number, digits: number): string {
	return String(Number(value.toPrecision(digits)));
}

function count(number: number, one: string): string {
	return `${number} ${one}${number === 1 ? '' : 's'}`;
}

import type { Evidence, TrustFacts } from '#schema/sourcePage.ts';
import { fixed, plural, significant } from '#ui/shared/numbers.ts';
import { utcMinute } from '#ui/shared/when.ts';
import type { MetricGroupKey } from './metricRows.ts';

/** One thing that numbers rest on. */
export interface TrustLine {
	what: string;
	value: string;
}

/** What the numbers of a group rest on, in words; what is not known says so. */
export function trustLines(group: MetricGroupKey, trust: TrustFacts): TrustLine[] {
	if (group === 'score') return trust.scores.flatMap(scoreLines);
	const lines: Record<Exclude<MetricGroupKey, 'score'>, TrustLine[]> = {
		flux: [...measured(trust), quality(trust), ...settings(trust, ['Flux errors'])],
		variability: [
			...measured(trust),
			...bandLines(trust),
			quality(trust),
			...settings(trust, ['Flux errors', 'Two-epoch pairs'])
		],
		position: [...measured(trust).slice(0, 2), ...settings(trust, ['Association'])],
		counts: [...measured(trust), ...settings(trust, ['Association', 'Forced extraction'])],
		newness: [quality(trust), ...settings(trust, ['New sources'])]
	};
	return [...lines[group], ...provenance(trust)];
}

function measured({ all, marks, good }: TrustFacts): TrustLine[] {
	return [
		{ what: 'Measurements', value: ways(all) },
		{
			what: 'Epochs',
			value: `${plural(all.epochs, 'image')}; ${all.used} of ${plural(all.detections + all.forced, 'measurement')} with a flux and an error, which count`
		},
		{ what: 'Flagged', value: flagged(all, marks, good) }
	];
}

function ways({ detections, forced }: Evidence): string {
	return `${plural(detections, 'detection')}, ${plural(forced, 'forced fit')}`;
}

function flagged(all: Evidence, marks: TrustFacts['marks'], good: TrustFacts['good']): string {
	if (all.flagged === 0 && marks.uncertain === 0) return 'none of its images is marked bad';
	const uncertain = marks.uncertain > 0 ? `, ${marks.uncertain} uncertain` : '';
	const counted =
		all.flagged === 0
			? ''
			: good
				? '; these numbers hold them, those “without bad images” do not'
				: '; these numbers hold them, and those without are not worked out';
	return `${plural(all.flagged, 'image')} marked bad${uncertain}${counted}`;
}

function bandLines({ bands }: TrustFacts): TrustLine[] {
	if (bands.length < 2) return [];
	return bands.map((band) => {
		const bad = band.flagged > 0 ? `, ${band.flagged} in bad images` : '';
		return {
			what: `${band.frequencyMhz.toFixed(0)} MHz`,
			value: `${ways(band)}${bad}; noise at its place ${rms(band.medianRmsMjy)}`
		};
	});
}

function quality({ imageRms, all }: TrustFacts): TrustLine {
	if (!imageRms) return { what: 'Images', value: 'none of its images is known any more' };
	const { lowest, median, highest } = imageRms;
	const span = `${fixed(lowest, 3)} to ${fixed(highest, 3)}`;
	return {
		what: 'Image noise',
		value: `${rms(median)} (images from ${span}); at its place ${rms(all.medianRmsMjy)}`
	};
}

function rms(value: number | null): string {
	return value === null ? 'not measured' : `${fixed(value, 3)} mJy/beam`;
}

function settings({ run }: TrustFacts, names: string[]): TrustLine[] {
	const known = (run?.settings ?? []).filter(({ name }) => names.includes(name));
	return known.map(({ name, value }) => ({ what: name, value }));
}

function provenance({ run, isFresh, laterRuns }: TrustFacts): TrustLine[] {
	if (!run) return [{ what: 'Run', value: 'deleted: how they were worked out is not known' }];
	const when = run.workedOutAt ? utcMinute(run.workedOutAt) : 'at a time that was not noted';
	const by = run.softwareVersion ? `Caustic ${run.softwareVersion}` : 'a version not noted';
	const stands = isFresh ? 'what the run shows now' : 'of an earlier processing of the run';
	const newer = laterRuns.length > 0 ? `; newer ones in ${laterRuns.join(', ')}` : '';
	const noted = run.settings.length > 0 ? '' : '; its settings were not noted';
	return [
		{ what: 'Worked out', value: `${when}, run ${run.name}, by ${by}${noted}` },
		{ what: 'Fresh', value: stands + newer }
	];
}

function scoreLines(score: TrustFacts['scores'][number]): TrustLine[] {
	const { queueName, at, calibration, isFresh } = score;
	return [
		{
			what: queueName,
			value: `${significant(score.score)} of ${utcMinute(at)}, ${
				isFresh ? 'from a source that is shown' : 'from a source that is not shown any more'
			}`
		},
		{
			what: 'Calibrated',
			value: calibration ?? 'no: it orders, and is no probability of anything'
		}
	];
}

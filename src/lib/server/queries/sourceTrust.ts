import { Failure } from '#schema/failure.ts';
import { IMAGE_MARKS, type StandingMark } from '#schema/imageMark.ts';
import type { Image } from '#schema/image.ts';
import type { Run } from '#schema/run.ts';
import type { LightCurve, Source } from '#schema/source.ts';
import type { ScoreTrust, SourceVersion, TrustFacts } from '#schema/sourcePage.ts';
import type { User } from '#schema/user.ts';
import { median } from '#science/stats/median.ts';
import { evidence } from '#science/variability/evidence.ts';
import { store } from '../store/client.ts';
import { findGoodMetrics } from '../store/goodMetrics.ts';
import { standingMarks } from '../store/imageMarks.ts';
import { findImages } from '../store/images.ts';
import { findRun, listCompletedRuns } from '../store/runs.ts';
import { readyVariant } from '../store/reworks.ts';
import {
	readSource,
	resultsBasis,
	sourcesOfObject,
	type ResultsBasis
} from '../store/sourceReads.ts';
import { signedIn } from './signedIn.ts';
import { sourceIdOf } from './sourceIdOf.ts';
import { candidaciesOf, type FoundCandidacy } from './sourceCandidacies.ts';
import { versionsOf } from './sourceVersions.ts';

/** What was read to say what the numbers of a source rest on. */
export interface TrustBasis {
	source: Source;
	lightCurve: LightCurve;
	run: Run | null;
	basis: ResultsBasis | null;
	images: Pick<Image, 'rmsMedian'>[];
	/** Of its images, by image. */
	marks: ReadonlyMap<number, StandingMark>;
	versions: SourceVersion[];
	candidacies: FoundCandidacy[];
	good: TrustFacts['good'];
}

/** What the numbers of a source rest on, for whoever asks after the page stands. */
export async function sourceTrust(user: User | null, named: string): Promise<TrustFacts> {
	const reader = signedIn(user);
	const [found, runs] = await Promise.all([
		readSource(store(), sourceIdOf(named)),
		listCompletedRuns(store())
	]);
	if (!found) throw new Failure('NotFound', 'This source is gone: its run was deleted or redone.');
	const { source, lightCurve } = found;
	const { objectId } = source;
	const imageIds = [...new Set(lightCurve.imageId)];
	const [run, basis, images, marks, sources, candidacies, good] = await Promise.all([
		findRun(store(), source.runId),
		resultsBasis(store(), source),
		findImages(store(), imageIds),
		standingMarks(store(), imageIds),
		objectId === null ? [source] : sourcesOfObject(store(), objectId),
		objectId === null ? [] : candidaciesOf(reader, objectId),
		goodNumbers(source)
	]);
	const versions = versionsOf(source, sources, runs);
	return trustOf({ source, lightCurve, run, basis, images, marks, versions, candidacies, good });
}

/** The source's numbers without the images that are marked bad now. */
export async function goodNumbers(source: Source): Promise<TrustFacts['good']> {
	const variant = await readyVariant(store(), source);
	const found = variant ? await findGoodMetrics(store(), source.id, variant) : null;
	return found && { nLeftOut: found.nLeftOut, metrics: found.metrics, bands: found.bands };
}

export function trustOf(read: TrustBasis): TrustFacts {
	const { source, lightCurve, run, basis, images, marks, versions, candidacies, good } = read;
	const kinds = [...marks.values()].map(({ kind }) => kind);
	const bad = new Set([...marks].flatMap(([id, { kind }]) => (kind === 'bad' ? id : [])));
	const isFresh = run?.revision === source.revision;
	const own = versions.findIndex(({ runId }) => runId === source.runId);
	const later = versions.slice(0, Math.max(0, own)).filter(({ state }) => state === 'shown');
	return {
		...evidence(lightCurve, bad),
		imageRms: rmsOf(images),
		// fromEntries forgets which keys it was given.
		marks: Object.fromEntries(
			IMAGE_MARKS.map((mark) => [mark, kinds.filter((kind) => kind === mark).length])
		) as TrustFacts['marks'],
		run: run && {
			name: run.name,
			softwareVersion: basis?.softwareVersion ?? null,
			workedOutAt: basis?.publishedAt ?? null,
			settings: settingsOf(basis),
			images: run.imageIds.length
		},
		isFresh,
		laterRuns: [...new Set(later.map(({ runName }) => runName))],
		scores: candidacies.map((candidacy) => scoreTrust(candidacy, versions)),
		good
	};
}

function rmsOf(images: TrustBasis['images']): TrustFacts['imageRms'] {
	const rms = images.map(({ rmsMedian }) => rmsMedian).filter((value) => value > 0);
	if (rms.length === 0) return null;
	return { lowest: Math.min(...rms), median: median(rms), highest: Math.max(...rms) };
}

/** Scores are worked out by rules; a calibration against known cases has nowhere been recorded so far. */
function scoreTrust({ shown, candidate }: FoundCandidacy, versions: SourceVersion[]): ScoreTrust {
	const { score, rank, addedAt: at, sourceId } = candidate;
	const seen = versions.find(({ id }) => id === sourceId);
	return {
		queueName: shown.queueName,
		score,
		rank,
		at,
		calibration: null,
		isFresh: seen?.state === 'shown'
	};
}

function settingsOf(basis: ResultsBasis | null): { name: string; value: string }[] {
	const settings = basis?.settings;
	if (!settings) return [];
	const { source_association: association, source_monitoring: forced, measurements } = settings;
	const reach =
		association.method === 'deruiter'
			? `de Ruiter radius ${association.deruiter_radius}`
			: `within ${association.radius}″`;
	return [
		{ name: 'Association', value: `${association.method}, ${reach}` },
		{
			name: 'Forced extraction',
			value: forced.monitor ? `above ${forced.min_sigma} σ` : 'none'
		},
		{
			name: 'Flux errors',
			value: `${measurements.condon_errors ? 'Condon' : 'of the catalogue'}, at least ${100 * measurements.flux_fractional_error} % of the flux`
		},
		{ name: 'New sources', value: `above ${settings.new_sources.min_sigma} σ` },
		{
			name: 'Two-epoch pairs',
			value: settings.variability.pair_metrics
				? `significant from |Vs| ${settings.variability.source_aggregate_pair_metrics_min_abs_vs}`
				: 'none'
		}
	];
}

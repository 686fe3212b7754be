import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import type { EpochRetraction } from '#schema/epochRetraction.ts';
import type { LensFitAnswer, LensFitShown } from '#schema/lens.ts';
import type { LightCurve, Source } from '#schema/source.ts';
import type { User } from '#schema/user.ts';
import type { ImageScale } from '#science/ese/commonMode.ts';
import { mjdFromMs } from '#science/sky/time.ts';
import { may } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { proposalsOfImages, retractionsIn } from '../store/epochRetractions.ts';
import { listImages } from '../store/imageList.ts';
import { standingMarks } from '../store/imageMarks.ts';
import { pairSettings } from '../store/pairSettings.ts';
import { findRun } from '../store/runs.ts';
import { readSource } from '../store/sourceReads.ts';
import { imageScalesOfRun } from './imageScales.ts';
import { fittedLens, type EpochColumns } from './lensFitted.ts';
import { withEvent } from './honeypotEvidence.ts';
import { maskOnNamed } from './honeypots.ts';
import { rememberedAtMost } from './lensFitMemory.ts';
import { finite } from './lensFitNumbers.ts';
import { signedIn } from './signedIn.ts';
import { sourceIdOf } from './sourceIdOf.ts';

/** Fits that are kept: one takes 20 to 300 ms of this process. */
const MOST_KEPT = 100;
const kept = rememberedAtMost<Promise<LensFitShown>>(MOST_KEPT);

/** Measurements to leave out, as they stand in an address: `without=12,13`. */
const withoutSchema = z
	.string()
	.max(2000)
	.regex(/^(?:\d{1,15}(?:,\d{1,15})*)?$/, 'Name measurements by their numbers: without=12,13')
	.transform((text) => (text === '' ? [] : text.split(',').map(Number)));

/** The best lens and the best ordinary explanation of a source's light curve, without its epochs in bad images. */
export async function lensFit(
	user: User | null,
	named: string,
	address: URLSearchParams
): Promise<LensFitAnswer> {
	const reader = signedIn(user);
	const asked = withoutSchema.safeParse(address.get('without') ?? '');
	if (!asked.success) throw new Failure('Invalid', asked.error.issues[0].message, 'without');
	const found = await sourceToFit(named, { reader, candidateId: address.get('candidate') });
	const { source, lightCurve, retractions } = found;
	return {
		...(await fitOf(found, asked.data)),
		objectId: source.objectId,
		candidateId: found.candidateId,
		retractions,
		epochs: lightCurve.measurementId.map((measurementId, row) => ({
			measurementId,
			mjd: lightCurve.mjd[row],
			frequencyMhz: lightCurve.frequencyMhz[row],
			flux: finite(lightCurve.fluxPeak[row])
		})),
		allowed: {
			propose: source.objectId !== null && !found.untilVote && may(reader, 'annotate'),
			decide: !found.untilVote && may(reader, 'markImage'),
			save: !found.untilVote
		}
	};
}

export interface SourceToFit {
	source: Source;
	lightCurve: LightCurve;
	/** Images marked bad. */
	bad: number[];
	/** Of its run's images. */
	scales: ReadonlyMap<number, ImageScale>;
	/** Everything ever proposed of its object's epochs, and what is proposed of whole images from other objects. */
	retractions: EpochRetraction[];
	/** The candidate that it is looked at as. */
	candidateId: string | null;
	/** Names the made event in the light curve; '' for what was measured. Nothing that is kept may be without it. */
	madeEvent: string;
	/** Labels wait for this person's vote on the candidate. */
	untilVote: boolean;
}

/** Somebody who looks at a source as a candidate of a queue sees it as the candidate's page shows it to them. */
interface Looking {
	reader: User;
	candidateId: string | null;
}

/** @throws Failure where there is no such source */
export async function sourceToFit(named: string, looking?: Looking): Promise<SourceToFit> {
	const read = await readSource(store(), sourceIdOf(named));
	if (!read) throw new Failure('NotFound', `There is no source ${named}.`);
	const candidateId = looking?.candidateId ?? null;
	const { injection, untilVote } = looking
		? await maskOnNamed(candidateId, read.source.objectId, looking.reader)
		: { injection: null, untilVote: false };
	const { source, lightCurve } = injection
		? withEvent(read, injection, await pairSettings(store(), read.source.runId))
		: read;
	const [marks, own, ofImages, scales] = await Promise.all([
		standingMarks(store(), [...new Set(lightCurve.imageId)]),
		source.objectId === null ? [] : retractionsIn(store(), source.objectId),
		proposalsOfImages(store(), lightCurve.imageId),
		scalesOf(source)
	]);
	const others = ofImages.filter(({ objectId }) => objectId !== source.objectId);
	const retractions = [...own, ...others];
	const bad = [...marks.values()].filter(({ kind }) => kind === 'bad');
	return {
		...{ source, lightCurve, retractions, scales, candidateId, untilVote },
		madeEvent: injection?.id ?? '',
		bad: bad.map(({ imageId }) => imageId).sort((a, b) => a - b)
	};
}

/** As scores have fluxes put right. */
async function scalesOf({ runId, revision }: Source): Promise<ReadonlyMap<number, ImageScale>> {
	const run = await findRun(store(), runId);
	if (run?.revision !== revision) return new Map();
	const which = { ids: run.imageIds };
	const images = await listImages(store(), which, { sort: 'datetime', order: 'asc' });
	return (await imageScalesOfRun(store(), run, images)).byImage;
}

/** What was published does not change: a fit is good until an epoch is left out or, because of its forecast, until tomorrow. */
function fitOf(found: SourceToFit, without: number[]): Promise<LensFitShown> {
	const { source, bad } = found;
	const nowMjd = mjdFromMs(Date.now());
	const key = [
		...[store().db.databaseName, source.id, source.revision, Math.floor(nowMjd)],
		...[bad, retracted(found), without, found.madeEvent]
	].join('/');
	return kept(key, () => {
		const { columns, leftOut } = epochsToFit(found, without);
		const { id, name, wavgRa: ra, wavgDec: dec } = source;
		return fittedLens({ sourceId: id, name, ra, dec, nowMjd, leftOut }, columns);
	});
}

/** Images whose measurement of the object was agreed not to count; whole images are among the bad ones. */
export function retracted({ retractions }: Pick<SourceToFit, 'retractions'>): number[] {
	return retractions
		.filter(({ state, scope }) => state === 'agreed' && scope === 'measurement')
		.map(({ imageId }) => imageId);
}

/** Peak fluxes, as the pipeline measures variability first. */
export function epochsToFit(
	found: SourceToFit,
	without: number[] = []
): { columns: EpochColumns; leftOut: LensFitShown['leftOut'] } {
	const { lightCurve } = found;
	const [bad, agreed, asked] = [new Set(found.bad), new Set(retracted(found)), new Set(without)];
	const all = lightCurve.mjd.map((_, row) => row);
	const good = all.filter((row) => !bad.has(lightCurve.imageId[row]));
	const counted = good.filter((row) => !agreed.has(lightCurve.imageId[row]));
	const rows = counted.filter((row) => !asked.has(lightCurve.measurementId[row]));
	const pick = (column: number[]) => rows.map((row) => column[row]);
	const scale = rows.map((row) => found.scales.get(lightCurve.imageId[row]));
	return {
		columns: {
			mjd: pick(lightCurve.mjd),
			frequencyMhz: pick(lightCurve.frequencyMhz),
			fluxMjy: pick(lightCurve.fluxPeak),
			fluxErrMjy: pick(lightCurve.fluxPeakErr),
			imageId: pick(lightCurve.imageId),
			scaleFactor: scale.map((known) => known?.factor ?? NaN),
			scaleError: scale.map((known) => known?.error ?? NaN)
		},
		leftOut: {
			bad: all.length - good.length,
			retracted: good.length - counted.length,
			asked: counted.length - rows.length
		}
	};
}

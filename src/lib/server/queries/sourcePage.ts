import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import {
	AROUND_RADIUS,
	type GoneSource,
	type PlaceAsked,
	type SourceAround,
	type SourceObject,
	type SourcePage
} from '#schema/sourcePage.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { commentsOn } from '../store/comments.ts';
import { isFavourite } from '../store/favourites.ts';
import { standingMarks } from '../store/imageMarks.ts';
import { findImages } from '../store/images.ts';
import { findObject } from '../store/objects.ts';
import { findRun, listCompletedRuns } from '../store/runs.ts';
import { readSource, resultsBasis, sourcesOfObject } from '../store/sourceReads.ts';
import { findSources } from '../store/sources.ts';
import { openMatches } from '../store/unsettled.ts';
import { isWatched } from '../store/watches.ts';
import { cutoutsOf } from './cutouts.ts';
import { goneSource } from './goneSource.ts';
import { interestsShown } from './interests.ts';
import { placeAsked } from './placeAsked.ts';
import { badAmong, countRetracted, retractionsShown } from './retractionsShown.ts';
import { signedIn } from './signedIn.ts';
import { sourceAround } from './sourceAround.ts';
import { sourceIdOf } from './sourceIdOf.ts';
import { candidaciesOf, type FoundCandidacy } from './sourceCandidacies.ts';
import { sourceScore } from './sourceScore.ts';
import { goodNumbers, trustOf } from './sourceTrust.ts';
import { plainRow, standingOf, versionsOf } from './sourceVersions.ts';
import { describedTags, tagProtocol } from './tags.ts';

export type FoundSource =
	| { kind: 'here'; shown: SourcePage; around: Promise<SourceAround>; place: Promise<PlaceAsked> }
	| { kind: 'gone'; gone: GoneSource };

/** Everything the page of a source shows to this person; what takes longer comes after it. */
export async function sourcePage(
	user: User | null,
	named: string,
	address: URLSearchParams
): Promise<FoundSource> {
	const reader = signedIn(user);
	const id = sourceIdOf(named);
	const radiusArcsec = radiusOf(address);
	const [found, runs] = await Promise.all([readSource(store(), id), listCompletedRuns(store())]);
	if (!found) return { kind: 'gone', gone: await goneSource(reader, id, runs) };
	// Begun now, awaited by whoever shows them.
	const later = {
		around: sourceAround(found, radiusArcsec),
		place: placeAsked(reader, id, address)
	};
	for (const promise of Object.values(later)) promise.catch(() => undefined);
	const shown = await shownSource(reader, found, runs);
	return { kind: 'here', shown: { ...shown, radiusArcsec }, ...later };
}

type ReadSource = NonNullable<Awaited<ReturnType<typeof readSource>>>;

async function shownSource(
	reader: User,
	{ source, lightCurve, relatedIds }: ReadSource,
	runs: Run[]
): Promise<Omit<SourcePage, 'radiusArcsec'>> {
	const { objectId } = source;
	const imageIds = [...new Set(lightCurve.imageId)];
	const [run, images, stamps, marks, basis, good, sources, related, found, retractions] =
		await Promise.all([
			findRun(store(), source.runId),
			findImages(store(), imageIds),
			cutoutsOf(lightCurve),
			standingMarks(store(), imageIds),
			resultsBasis(store(), source),
			goodNumbers(source),
			objectId === null ? [source] : sourcesOfObject(store(), objectId),
			findSources(store(), relatedIds),
			objectId === null ? null : sourceObject(reader, objectId, runs),
			retractionsShown(objectId, lightCurve)
		]);
	const score = await sourceScore(source, countRetracted(retractions, badAmong(stamps.marks)));
	const versions = versionsOf(source, sources, runs);
	const candidacies = found?.candidacies ?? [];
	const read = { source, lightCurve, run, basis, images, marks, versions, candidacies, good };
	const runName = run?.name ?? 'deleted run';
	const others = relatedIds.flatMap((id) => related.get(id) ?? []);
	return {
		source,
		run: run && { id: run.id, name: run.name, status: run.status },
		standing: standingOf(source, run, versions),
		score,
		lightCurve: { ...lightCurve, imageName: namesOf(images, lightCurve.imageId) },
		...stamps,
		marks: [...marks.values()],
		retractions,
		trust: trustOf(read),
		object: found?.shown ?? null,
		versions,
		related: others.map((other) => plainRow(other, runName, source))
	};
}

function namesOf(images: { id: number; name: string }[], imageIds: number[]): string[] {
	const names = new Map(images.map(({ id, name }) => [id, name]));
	return imageIds.map((id) => names.get(id) ?? `image ${id}`);
}

async function sourceObject(
	reader: User,
	objectId: string,
	runs: Run[]
): Promise<{ shown: SourceObject; candidacies: FoundCandidacy[] } | null> {
	const generations = runs.map(({ id, revision, name }) => ({
		runId: id,
		revision,
		runName: name
	}));
	const [object, tags, protocol, comments, interests, favourite, watching, unsettled, found] =
		await Promise.all([
			findObject(store(), objectId),
			describedTags('object', objectId),
			tagProtocol(),
			commentsOn(store(), [{ kind: 'object', id: objectId }]),
			interestsShown(reader, objectId),
			isFavourite(store(), reader.id, objectId),
			isWatched(store(), reader.id, objectId),
			openMatches(store(), generations, [objectId]),
			candidaciesOf(reader, objectId)
		]);
	if (!object) return null;
	const labels = {
		tags,
		tagProtocol: protocol,
		comments,
		interests,
		favourite,
		watching,
		unsettled
	};
	const candidacies = found.map(({ shown }) => shown);
	return {
		shown: { object, ...labels, candidacies, allowed: allowedTo(reader) },
		candidacies: found
	};
}

function allowedTo(reader: User): SourceObject['allowed'] {
	return {
		tag: may(reader, 'tag'),
		comment: may(reader, 'comment'),
		moderateComments: may(reader, 'moderateComment'),
		annotate: may(reader, 'annotate'),
		settle: may(reader, 'settle'),
		favourite: may(reader, 'favourite'),
		watch: may(reader, 'watch'),
		declareInterest: may(reader, 'declareInterest')
	};
}

const radiusSchema = z.coerce.number().min(AROUND_RADIUS.min).max(AROUND_RADIUS.max);

function radiusOf(address: URLSearchParams): number {
	const said = address.get('around');
	if (!said) return AROUND_RADIUS.usual;
	const asked = radiusSchema.safeParse(said);
	if (asked.success) return asked.data;
	throw new Failure(
		'Invalid',
		`Give a radius from ${AROUND_RADIUS.min}″ to ${AROUND_RADIUS.max}″.`,
		'around'
	);
}

import type { SettlementRow } from '#schema/page.ts';
import type { SkyObject, Source, UnsettledMatch } from '#schema/source.ts';
import type { User } from '#schema/user.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { store } from '../store/client.ts';
import { countCommentsByObject } from '../store/comments.ts';
import { shownGenerations } from '../store/generations.ts';
import { findObjects } from '../store/objects.ts';
import { findSources } from '../store/sources.ts';
import { tagsOfObjects } from '../store/tags.ts';
import { openMatches } from '../store/unsettled.ts';
import { countVotesByObject } from '../store/votes.ts';
import { signedIn } from './signedIn.ts';

/** The labels an object has, for a person who decides between objects. */
interface Labelled {
	tags: Map<string, string[]>;
	votes: Map<string, number>;
	comments: Map<string, number>;
}

/** Doubtful matches that wait for a person, oldest first, each with its objects and what is on them. */
export async function listUnsettled(user: User | null): Promise<SettlementRow[]> {
	signedIn(user);
	const matches = await openMatches(store(), await shownGenerations(store()));
	const objectIds = [...new Set(matches.flatMap((match) => match.objectIds))];
	const [objects, sources, labelled] = await Promise.all([
		findObjects(store(), objectIds),
		findSources(
			store(),
			matches.map((match) => match.sourceId)
		),
		labelsOf(objectIds)
	]);
	return matches.flatMap((match) => {
		const source = sources.get(match.sourceId);
		return source ? [rowOf(match, source, objects, labelled)] : [];
	});
}

function rowOf(
	match: UnsettledMatch,
	{ wavgRa: ra, wavgDec: dec }: Source,
	objects: Map<string, SkyObject>,
	labelled: Labelled
): SettlementRow {
	const involved = match.objectIds.flatMap((id) => objects.get(id) ?? []);
	return {
		...match,
		ra,
		dec,
		objects: involved.map((object) => ({
			id: object.id,
			name: object.name,
			ra: object.ra,
			dec: object.dec,
			separationArcsec: separationDeg(ra, dec, object.ra, object.dec) * ARCSEC_PER_DEG,
			tags: labelled.tags.get(object.id) ?? [],
			votes: labelled.votes.get(object.id) ?? 0,
			comments: labelled.comments.get(object.id) ?? 0
		}))
	};
}

async function labelsOf(objectIds: string[]): Promise<Labelled> {
	const [applications, votes, comments] = await Promise.all([
		tagsOfObjects(store(), objectIds),
		countVotesByObject(store(), objectIds),
		countCommentsByObject(store(), objectIds)
	]);
	const tags = new Map<string, string[]>();
	for (const { objectId, tag } of applications) {
		tags.set(objectId, [...(tags.get(objectId) ?? []), tag]);
	}
	return { tags, votes, comments };
}

/** A vote as a file or the queue hands it over. */
export interface GivenVote {
	item: string;
	person: string;
	label: string;
	/** Nothing of the others' votes had been shown; only such votes are independent (spec/vetting.md §4.3). */
	blind: boolean;
	/** As it was given; carried along, no statistic weighs by it. */
	confidence: string | null;
	/** Only its order counts, so any unit will do. null when not known. */
	time: number | null;
}

/**
 * One vote per person and item, the last: by time where both votes have one, by their place in the list otherwise.
 * The votes that stay keep their order.
 */
export function lastVotes<V extends GivenVote>(votes: readonly V[]): V[] {
	const last = new Map<string, V>();
	for (const vote of votes) {
		const key = JSON.stringify([vote.person, vote.item]);
		const standing = last.get(key);
		if (standing === undefined || !isEarlier(vote, standing)) last.set(key, vote);
	}
	const kept = new Set(last.values());
	return votes.filter((vote) => kept.has(vote));
}

/** The votes as they were cast: by time when every vote has one, in the order of the list otherwise and on ties. */
export function inOrderOfCasting<V extends GivenVote>(votes: readonly V[]): V[] {
	if (votes.some((vote) => vote.time === null)) return [...votes];
	return [...votes].sort((a, b) => Number(a.time) - Number(b.time));
}

function isEarlier(vote: GivenVote, standing: GivenVote): boolean {
	return vote.time !== null && standing.time !== null && vote.time < standing.time;
}

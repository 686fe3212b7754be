import type { DawidSkeneFit } from './dawidSkene.ts';
import { voteEntropyBits } from './information.ts';
import { evenPrior, type LivePosterior } from './livePosterior.ts';
import { groupBy, named } from './named.ts';
import { countsByItem, type Ratings } from './ratings.ts';
import type { GivenVote } from './votes.ts';

export interface ItemReport {
	item: string;
	/** The most voted classes, counted votes only; several on a tie. */
	majority: string[];
	/** Of the counted votes. */
	voteEntropyBits: number;
	/** The live posterior; null where there is one class only. */
	posterior: Record<string, number> | null;
	dawidSkene: Record<string, number> | null;
	/** In the order of casting. */
	votes: VoteReport[];
}

export interface VoteReport extends Omit<GivenVote, 'item'> {
	/** What it told about the item when it was cast; null for a vote that is not counted. */
	bits: number | null;
}

/** @param votes Those counted are the rows of `ratings`, in the same order. */
export function reportItems(
	{ standing, counted }: Record<'standing' | 'counted', readonly GivenVote[]>,
	ratings: Ratings,
	{ fit, live }: { fit: DawidSkeneFit | null; live: LivePosterior | null }
): ItemReport[] {
	const { items, classes } = ratings;
	const size = classes.length;
	const counts = countsByItem(ratings);
	const places = new Map(items.map((name, place) => [name, place]));
	const rows = new Map(counted.map((vote, row) => [vote, row]));
	const reportVote = (vote: GivenVote): VoteReport => {
		const { person, label, blind, confidence, time } = vote;
		const row = rows.get(vote);
		const bits = row === undefined || live === null ? null : live.bits[row];
		return { person, label, blind, confidence, time, bits };
	};
	return [...groupBy(standing, ({ item }) => item)].map(([item, votes]) => {
		const place = places.get(item);
		const reported = votes.map(reportVote);
		if (place === undefined)
			return {
				item,
				majority: [],
				voteEntropyBits: 0,
				posterior: live && named(classes, evenPrior(size)),
				dawidSkene: null,
				votes: reported
			};
		const own = counts.subarray(place * size, (place + 1) * size);
		const most = Math.max(...own);
		return {
			item,
			majority: classes.filter((_, k) => own[k] === most),
			voteEntropyBits: voteEntropyBits(own),
			posterior: live && named(classes, live.posteriors, place * size),
			dawidSkene: fit && named(classes, fit.posteriors, place * size),
			votes: reported
		};
	});
}

import type { Candidate, CandidateList, Queue, QueueProgress, Reason } from './queue.ts';
import type { Comment, Tag, TagApplication } from './label.ts';
import type { LightCurve, SkyObject, Source, UnsettledMatch } from './source.ts';
import type { Run } from './run.ts';
import type { Vote, VoteEvent } from './vote.ts';

/** What pages get from server/queries: plain values, no ids of the driver, dates as Date. */

export interface QueueSummary {
	queue: Queue;
	runName: string;
	progress: QueueProgress;
}

/** One row of a queue's candidate table. */
export interface CandidateRow {
	id: string;
	objectId: string;
	rank: number;
	score: number;
	name: string;
	ra: number;
	dec: number;
	reasons: Reason[];
	etaPeak: number | null;
	vPeak: number | null;
	maxFluxPeak: number | null;
	nMeas: number | null;
	tags: string[];
	votes: number;
	/** Class key of this user's vote. */
	mine: string | null;
	/** Votes per class; null while sealed from this user. */
	tally: Record<string, number> | null;
	unsettled: boolean;
}

export interface QueuePage extends QueueSummary {
	list: CandidateList;
	rows: CandidateRow[];
	/** Rows that the filter keeps, over all pages. */
	total: number;
	pageSize: number;
	/** Where `start vetting` leads: the first candidate of the list this user has not voted on. */
	nextTodoId: string | null;
}

/** One epoch's cutout around the object. */
export interface CutoutEpoch {
	imageId: number;
	imageName: string;
	/** First 12 hex digits of the image's checksum; makes the cutout's address unchanging. */
	version: string;
	mjd: number;
	datetime: Date;
	frequencyMhz: number;
	forced: boolean;
	fluxPeak: number;
	snr: number;
	beamBmajArcsec: number;
	beamBminArcsec: number;
	beamBpaDeg: number;
}

export interface VotesShown {
	mine: Vote | null;
	/** Others' votes; null while they are sealed from this user. */
	others: Vote[] | null;
	/** How many others have voted, shown even while sealed. */
	othersCount: number;
	/** Votes per class over everyone; null while sealed. */
	tally: Record<string, number> | null;
	/** This user's own history, and everyone's once revealed, oldest first. */
	history: VoteEvent[];
}

/** A source in the η–V plane. */
export interface EtaVPoint {
	candidateId: string | null;
	name: string;
	eta: number;
	v: number;
}

export interface EtaVPlane {
	/** At most 2000 sources of the run, spread over the plane; every candidate of the queue is kept. */
	points: EtaVPoint[];
	/** Mean and σ of log₁₀ η and log₁₀ V after sigma clipping, and the cuts drawn; null when too few sources. */
	cuts: { etaCut: number; vCut: number; sigmas: number } | null;
	shown: number;
	total: number;
}

export interface CandidatePage {
	queue: Queue;
	runName: string;
	/** Then there is no page of it to link to. */
	isRunDeleted: boolean;
	candidate: Candidate;
	object: SkyObject;
	/** The object's source in the latest completed run; null when that run has none for it. */
	source: Source | null;
	sourceRunName: string | null;
	lightCurve: LightCurve | null;
	cutouts: CutoutEpoch[];
	/** Intensities, Jy/beam, that every stamp is stretched between, so that epochs compare. */
	cutoutStretch: { low: number; high: number } | null;
	etaV: EtaVPlane;
	tags: TagApplication[];
	/** Flat, oldest first; `parentId` gives the threads. */
	comments: Comment[];
	votes: VotesShown;
	favourite: boolean;
	unsettled: UnsettledMatch[];
	neighbours: {
		previousId: string | null;
		nextId: string | null;
		/** Next one without this user's vote. */
		nextTodoId: string | null;
		/** Place within the filtered list, from 1; 0 when the filter leaves this candidate out. */
		position: number;
		total: number;
	};
	/** What this user may do here; asked of may() once, so that the page shows no dead control. */
	allowed: {
		vote: boolean;
		tag: boolean;
		comment: boolean;
		annotate: boolean;
		settle: boolean;
		favourite: boolean;
	};
}

export interface TagSuggestion extends Pick<Tag, 'name' | 'description' | 'colour' | 'uses'> {
	/** True when the text differs from the tag by more than a prefix: a typo forgiven. */
	approximate: boolean;
}

export interface RunRow extends Run {
	allowed: { process: boolean; cancel: boolean; remove: boolean };
	queues: { id: string; name: string }[];
}

export interface SettlementRow extends UnsettledMatch {
	objects: {
		id: string;
		name: string;
		ra: number;
		dec: number;
		separationArcsec: number;
		tags: string[];
		votes: number;
		comments: number;
	}[];
	ra: number;
	dec: number;
}

/** A starred object and where it can be looked at. */
export interface FavouriteRow {
	/** The object's. */
	id: string;
	object: SkyObject;
	at: Date;
	tags: string[];
	candidates: { id: string; queueId: string; queueName: string }[];
}

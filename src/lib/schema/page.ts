import type {
	Candidate,
	CandidateList,
	CandidateState,
	Queue,
	QueueProgress,
	Reason
} from './queue.ts';
import type { Comment } from './comment.ts';
import type { CandidateConsensus } from './consensus.ts';
import type { ImageMarkKind, StandingMark } from './imageMark.ts';
import type { InterestRow } from './interest.ts';
import type { Tag } from './label.ts';
import type { ShownTag } from './tagPage.ts';
import type { LightCurve, SkyObject, Source, UnsettledMatch } from './source.ts';
import type { Run } from './run.ts';
import type { SavedQuery } from './savedQuery.ts';
import type { StoredTaxonomy } from './taxonomy.ts';
import type { LostClass } from './taxonomyMove.ts';
import type { Vote, VoteEvent } from './vote.ts';

/** What pages get from server/queries: plain values, no ids of the driver, dates as Date. */

export interface QueueSummary {
	queue: Queue;
	made: QueueMade;
	progress: QueueProgress;
	/** Candidates to vote on, waiting for whom they were sent to, and retired. */
	states: { live: number; routed: number; retired: number };
	chairName: string | null;
}

/** What a queue was made from: `what stands out in run SB1`. */
export interface QueueMade {
	text: string;
	href: string | null;
}

/** One person's share of a queue's present rounds. */
export interface PersonProgress {
	/** The user's. */
	id: string;
	name: string;
	/** Votes for a class. */
	votes: number;
	/** Unsure, more data wanted, skipped. */
	withoutClass: number;
	/** From the candidate being shown to the vote; null when no page measured it. */
	medianSeconds: number | null;
	lastAt: Date;
}

/** A saved query as its list shows it. */
export interface SavedQueryRow extends SavedQuery {
	allowed: { change: boolean };
}

export interface QueriesPage {
	/** One's own first. */
	queries: SavedQueryRow[];
	/** Completed runs, the latest first. */
	runs: { id: number; name: string }[];
	allowed: { createQueue: boolean };
}

/** A class list in its latest version. */
export interface TaxonomyRow extends StoredTaxonomy {
	/** Queues that work with any version of it. */
	queues: number;
}

export interface TaxonomyPage {
	taxonomy: StoredTaxonomy;
	/** The latest first. */
	versions: Pick<StoredTaxonomy, 'id' | 'version' | 'createdByName' | 'createdAt'>[];
	isLatest: boolean;
	/** Queues that work with this version. */
	queues: { id: string; name: string }[];
	allowed: { define: boolean };
}

export interface QueueSettingsPage {
	queue: Queue;
	choices: QueueChoices;
	/** The class list it might be moved to, and the classes in use that it lacks; null when none was chosen. */
	move: { target: StoredTaxonomy; lost: LostClass[] } | null;
}

/** What a queue can be made from, and what its settings choose among. */
export interface QueueChoices {
	runs: { id: number; name: string; nSources: number; nNewSources: number }[];
	savedQueries: { id: string; name: string }[];
	watchRules: { id: string; name: string }[];
	watchlists: { id: string; name: string; nRows: number }[];
	queues: { id: string; name: string }[];
	people: { id: string; name: string; mayVote: boolean }[];
	teams: { id: string; name: string }[];
	/** Every version, the latest of each name first. */
	taxonomies: StoredTaxonomy[];
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
	/** What has become of it; why stands on its page. */
	state: Pick<CandidateState, 'kind' | 'as'>;
}

export interface QueuePage extends QueueSummary {
	list: CandidateList;
	rows: CandidateRow[];
	/** Rows that the filter keeps, over all pages. */
	total: number;
	pageSize: number;
	people: PersonProgress[];
	/** What this user may do with the queue itself. */
	allowed: { change: boolean; create: boolean; tag: boolean };
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
	/** What is said of its image; null where nothing is. */
	mark: ImageMarkKind | null;
}

export interface VotesShown {
	mine: Vote | null;
	/** Others' votes; null while they are sealed from this user. */
	others: Vote[] | null;
	/** How many others have voted, shown even while sealed. */
	othersCount: number;
	/** Votes per class over everyone; null while sealed. */
	tally: Record<string, number> | null;
	/** Everyone's votes of earlier rounds, by round. */
	earlier: Vote[];
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
	/** Of the images of the light curve: those that anything is said of. */
	marks: StandingMark[];
	tags: ShownTag[];
	/** How the team tags: written rules beside the box. */
	tagProtocol: string;
	/** On the object and on this candidate of it. Flat, oldest first; `parentId` gives the threads. */
	comments: Comment[];
	votes: VotesShown;
	ballot: {
		/** Why this user cannot vote here, in a sentence; null when they can. */
		closed: string | null;
		/** `Next because …`; null when this user has voted or cannot. */
		because: string | null;
		/** Who else has this candidate open now. */
		lookedAtBy: string[];
	};
	/** What the votes say; null while they are sealed from this user, or nobody has voted. */
	consensus: CandidateConsensus | null;
	/** Who works on the object, then who did. */
	interests: InterestRow[];
	favourite: boolean;
	/** Whether this person watches the object. */
	watching: boolean;
	unsettled: UnsettledMatch[];
	neighbours: {
		previousId: string | null;
		nextId: string | null;
		/** The one to vote on next, by the queue's order of work. */
		nextTodoId: string | null;
		/** Who has that one open now: then there was nothing else left. */
		nextHeldBy: string[];
		/** Place within the filtered list, from 1; 0 when the filter leaves this candidate out. */
		position: number;
		total: number;
	};
	/** What this user may do here; asked of may() once, so that the page shows no dead control. */
	allowed: {
		vote: boolean;
		/** Reveal, start a round, retire, open again. */
		chair: boolean;
		tag: boolean;
		comment: boolean;
		moderateComments: boolean;
		annotate: boolean;
		settle: boolean;
		favourite: boolean;
		watch: boolean;
		declareInterest: boolean;
	};
}

export interface TagSuggestion extends Pick<Tag, 'name' | 'description' | 'colour' | 'uses'> {
	/** The synonym by which it was found, when its name is another word. */
	synonym: string | null;
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
	note: string;
	at: Date;
	tags: string[];
	candidates: { id: string; queueId: string; queueName: string }[];
}

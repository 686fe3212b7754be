import type { Candidate, Queue } from './queue.ts';
import type { Comment } from './comment.ts';
import type { CandidateConsensus } from './consensus.ts';
import type { EpochRetraction } from './epochRetraction.ts';
import type { SourceScore } from './eseScore.ts';
import type { HoneypotShown } from './honeypot.ts';
import type { ImageMarkKind, StandingMark } from './imageMark.ts';
import type { InterestRow } from './interest.ts';
import type { ShownTag } from './tagPage.ts';
import type { LightCurve, SkyObject, Source, UnsettledMatch } from './source.ts';
import type { Vote, VoteEvent } from './vote.ts';

/** What a candidate's page gets from server/queries. */

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
	/** null where there is no source. */
	score: SourceScore | null;
	lightCurve: LightCurve | null;
	cutouts: CutoutEpoch[];
	/** Intensities, Jy/beam, that every stamp is stretched between, so that epochs compare. */
	cutoutStretch: { low: number; high: number } | null;
	/** Of the images of the light curve: those that anything is said of. */
	marks: StandingMark[];
	/** What is proposed or agreed of the light curve's epochs, whole images' among them. */
	retractions: EpochRetraction[];
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
	honeypot: HoneypotShown;
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

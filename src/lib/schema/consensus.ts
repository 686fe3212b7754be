import type { Queue } from './queue.ts';

/** A number with its 95 % interval and what it rests on, or the reason why there is none. */
export interface Measure {
	name: string;
	/** What it says, and when to look at it. */
	about: string;
	value: number | null;
	/** Why there is no value. */
	reason: string | null;
	low: number | null;
	high: number | null;
	/** Candidates it rests on. */
	candidates: number;
}

/** What the numbers of an agreement page were made of. */
interface CountedVotes {
	/** Candidates of the queue, those of them with votes, and those whose votes this reader may see. */
	candidates: number;
	votedOn: number;
	visible: number;
	/** Votes on visible candidates that name a class, and of them those in the statistics. */
	standing: number;
	counted: number;
	blind: number;
	inSight: number;
	/** Unsure, need more data, skipped. */
	noClass: number;
	people: number;
	/** Candidates with two counted votes or more. */
	withTwo: number;
}

export interface PersonAgreement {
	id: string;
	name: string;
	counted: number;
	noClass: number;
	medianSeconds: number | null;
	/** Bits a vote of theirs is expected to tell about a candidate of which nothing is known. */
	skillBits: number | null;
	/** P(says column | is row) by Dawid & Skene, rows and columns as `classes`; a row of which they met nothing is null. */
	confusion: (number[] | null)[] | null;
}

export interface PairAgreement {
	first: string;
	second: string;
	candidates: number;
	/** Share of them on which both say the same. */
	agreement: number;
	kappa: Measure;
	ac1: number | null;
	/** What the first said (rows) against the second (columns), as `classes`. */
	table: number[][];
}

interface RestartsSpread {
	logLikelihood: number;
	iterations: number;
	converged: boolean;
	restarts: number;
	/** Lowest and highest log-likelihood that random starts reached; null without restarts. */
	lowest: number | null;
	highest: number | null;
	/** Most candidates that one of them puts in another class. */
	mostChanged: number;
	warnings: string[];
}

/** What is known of one candidate's class. */
export interface CandidateConsensus {
	/** P(class), the likeliest first. */
	posterior: { classKey: string; probability: number }[];
	votes: {
		userId: string;
		name: string;
		classKey: string;
		blind: boolean;
		/** What it told about the class when it was cast; null for votes that are not counted. */
		bits: number | null;
	}[];
	/** Votes that the posterior counts. */
	counted: number;
	/** Bits of its class that are unknown still. */
	entropyBits: number;
}

export interface DisputedCandidate extends CandidateConsensus {
	id: string;
	name: string;
	rank: number;
	/** 0: all votes name one class. */
	voteEntropyBits: number;
}

/** Agreement in a queue as one person may see it: of candidates still sealed from them nothing is in it. */
export interface AgreementPage {
	queue: Queue;
	counts: CountedVotes;
	/** Whether votes given in sight of others' are counted too. */
	countInSight: boolean;
	lastVoteAt: Date | null;
	/** What is missing before anything can be said; null when there are numbers. */
	missing: string | null;
	classes: { key: string; label: string }[];
	measures: Measure[];
	people: PersonAgreement[];
	pairs: PairAgreement[];
	dawidSkene: RestartsSpread | { reason: string };
	/** Those whose votes differ most first, then those of which least is known; at most 50. */
	disputed: DisputedCandidate[];
	/** What a reader has to know before using the numbers. */
	notes: string[];
}

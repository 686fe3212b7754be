import type { EpochRetraction } from './epochRetraction.ts';
import type { Comment } from './comment.ts';
import type { SourceScore } from './eseScore.ts';
import type { ImageMarkKind } from './imageMark.ts';
import type { InterestRow } from './interest.ts';
import type { CutoutEpoch } from './candidatePage.ts';
import type { CandidateState } from './queue.ts';
import type { RunStatus } from './run.ts';
import type {
	BandMetrics,
	JudgedMetrics,
	LightCurve,
	SkyObject,
	Source,
	UnsettledMatch
} from './source.ts';
import type { SourceRow } from './sourceQuery.ts';
import type { ShownTag } from './tagPage.ts';
import type { TaxonomyClass } from './taxonomy.ts';

/** A source of a run, with what belongs to the object that it is. */
export interface SourcePage {
	source: Source;
	/** null: the run was deleted while this was asked. */
	run: { id: number; name: string; status: RunStatus } | null;
	/** Whether pages and queries show it; otherwise where the object is shown now. */
	standing: SourceStanding;
	score: SourceScore;
	lightCurve: LightCurve;
	cutouts: CutoutEpoch[];
	/** Intensities, Jy/beam, that every stamp is stretched between. */
	cutoutStretch: { low: number; high: number } | null;
	/** Of the images of the light curve: those that are marked. */
	marks: MarkedImage[];
	/** What is proposed or agreed of the light curve's epochs, whole images' among them. */
	retractions: EpochRetraction[];
	trust: TrustFacts;
	/** null: this source was never linked to an object, and has no labels. */
	object: SourceObject | null;
	/** The object's sources in all runs, the latest run first; this one among them. */
	versions: SourceVersion[];
	/** Sources of the run that share a measurement with it. */
	related: SourceRow[];
	/** arcsec; how far `around` reaches. */
	radiusArcsec: number;
}

export interface SourceStanding {
	/** unpublished: its run is being processed, and shows an earlier state. */
	kind: 'shown' | 'superseded' | 'unpublished';
	/** The object's source that is shown, of the same run if it can be; null when none is. */
	present: { id: number; name: string; runName: string } | null;
}

/** What belongs to the object, whichever of its sources is looked at. */
export interface SourceObject {
	object: SkyObject;
	tags: ShownTag[];
	tagProtocol: string;
	comments: Comment[];
	interests: InterestRow[];
	favourite: boolean;
	watching: boolean;
	unsettled: UnsettledMatch[];
	candidacies: Candidacy[];
	allowed: {
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

/** The object as a candidate of a queue, as far as this person may know. */
export interface Candidacy {
	/** The candidate's. */
	id: string;
	queueId: string;
	queueName: string;
	rank: number;
	state: CandidateState;
	/** What it was retired as; null while live, without a class, and while that is sealed from this person. */
	verdict: Pick<TaxonomyClass, 'key' | 'label' | 'colour'> | null;
	/** Label of this person's vote in the present round; null when they have not voted. */
	mine: string | null;
}

export interface SourceVersion extends SourceRow {
	/** superseded: of an earlier processing of its run. */
	state: 'shown' | 'superseded';
	/** When the run's results came out; null when it is not known. */
	publishedAt: Date | null;
	isHere: boolean;
}

/** Where a source stands in the answer to the question of its page's address. */
export type PlaceAsked = PlaceInAnswer | { problem: string } | null;

export interface PlaceInAnswer {
	previousId: number | null;
	nextId: number | null;
	/** From 1; 0 when the question leaves this source out. Then the neighbours are those between which it would be. */
	position: number;
	count: number;
}

export interface MarkedImage {
	imageId: number;
	kind: ImageMarkKind;
	reason: string;
	byName: string;
}

/** What the numbers of a source rest on, worked out from what is recorded. */
export interface TrustFacts {
	all: Evidence;
	/** Ascending in frequency. */
	bands: (Evidence & { frequencyMhz: number })[];
	/** Median rms of its images, mJy/beam; null when none of them is known any more. */
	imageRms: { lowest: number; median: number; highest: number } | null;
	/** How many of its images are marked. */
	marks: Record<ImageMarkKind, number>;
	run: {
		name: string;
		/** Of the program; null when it was not noted. */
		softwareVersion: string | null;
		/** When the numbers came out; null when that was not noted. */
		workedOutAt: Date | null;
		/** Settings that these numbers depend on; empty when they were not noted. */
		settings: { name: string; value: string }[];
		/** Images the run has now, beyond this source's own epochs. */
		images: number;
	} | null;
	/** Whether this is what the run shows now. */
	isFresh: boolean;
	/** Runs that came out later and have a source of the object: newer numbers. */
	laterRuns: string[];
	scores: ScoreTrust[];
	/** The numbers without the measurements in bad images; null where there are none, or they are not worked out yet. */
	good: { nLeftOut: number; metrics: GoodNumbers; bands: BandMetrics[] } | null;
}
export type GoodNumbers = Partial<Omit<Source, 'id' | 'bands'>>;

/** Of epochs, all together or of one band. */
export interface Evidence {
	detections: number;
	forced: number;
	epochs: number;
	used: number;
	flagged: number;
	firstMjd: number | null;
	lastMjd: number | null;
	medianRmsMjy: number | null;
}

/** What the rank of the object in a queue rests on. */
export interface ScoreTrust {
	queueName: string;
	score: number;
	rank: number;
	/** When it was put into the queue with this score. */
	at: Date;
	/** Against which known cases scores of this kind were calibrated; null: they never were. */
	calibration: string | null;
	/** Whether the source it was worked out from is still the one that is shown. */
	isFresh: boolean;
}

/** What loads after the page stands. */
export interface SourceAround {
	measurements: MeasurementRow[];
	/** Other components of the islands of its measurements, by island. */
	siblings: SiblingRow[];
	neighbours: NeighbourRow[];
	/** There are more neighbours than these. */
	neighboursLeftOut: number;
}

/** One measurement of the source. Positions degrees, their errors arcsec; fluxes mJy/beam and mJy. */
export interface MeasurementRow {
	id: number;
	name: string;
	imageId: number;
	imageName: string;
	mjd: number;
	frequencyMhz: number;
	ra: number;
	raErrArcsec: number;
	dec: number;
	decErrArcsec: number;
	fluxPeak: number;
	fluxPeakErr: number;
	fluxPeakIslRatio: number;
	fluxInt: number;
	fluxIntErr: number;
	fluxIntIslRatio: number;
	localRms: number;
	snr: number;
	hasSiblings: boolean;
	forced: boolean;
	mark: ImageMarkKind | null;
}

export interface SiblingRow {
	id: number;
	name: string;
	imageId: number;
	imageName: string;
	islandId: string;
	separationArcsec: number;
	fluxPeak: number;
	fluxPeakIslRatio: number;
	fluxInt: number;
	fluxIntIslRatio: number;
}

export interface NeighbourRow extends Source, JudgedMetrics {
	separationArcsec: number;
	/** From the source to the neighbour, north through east, degrees. */
	positionAngleDeg: number;
}

/** A source whose run was deleted, or processed anew since. */
export interface GoneSource {
	id: number;
	/** The object it was, as far as labels remember; null when nothing does. */
	object: Pick<SkyObject, 'id' | 'name'> | null;
	present: SourceStanding['present'];
	candidacies: Pick<Candidacy, 'id' | 'queueId' | 'queueName'>[];
}

/** A small light curve for a list: MJD, and peak fluxes in mJy/beam; null where nothing was measured. */
export interface SmallCurve {
	name: string;
	mjd: number[];
	fluxPeak: (number | null)[];
	fluxPeakErr: (number | null)[];
	forced: boolean[];
	frequencyMhz: number[];
}

/** arcsec: at least, at most, and unless another is asked for. */
export const AROUND_RADIUS = { min: 1, max: 3600, usual: 120 } as const;

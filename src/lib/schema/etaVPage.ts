import type { EtaVChoice } from './etaVAddress.ts';
import type { LightCurve, Source } from './source.ts';
import type { QueryProblem, SourcesPage } from './sourceQuery.ts';
import type { ShownTag } from './tagPage.ts';

export interface EtaVPage {
	choice: EtaVChoice;
	/** The question about sources, as an address without what is this page's own. */
	asked: string;
	problems: QueryProblem[];
	/** null while something is wrong with the question. */
	plane: EtaVPlaneFacts | null;
	/** Sources beyond both cuts, or all of the plane where there are no cuts; with the question and the runs there are. */
	table: SourcesPage;
	chosen: ChosenPoint | null;
}

/** What is known of a plane before its points have come. */
export interface EtaVPlaneFacts {
	/** Changes when its points do, as when a run is published anew. */
	version: string;
	/** Sources that answer the question. */
	answered: number;
	/** Of them, those with a place in the plane. */
	placed: number;
	leftOut: { single: number; notPositive: number };
	/** Gaussians of log₁₀ η and log₁₀ V after sigma clipping; null when nothing can be fitted. */
	fit: EtaVGaussians | null;
}

export interface EtaVGaussians {
	eta: { mean: number; sigma: number };
	v: { mean: number; sigma: number };
	/** Sources that took part, before clipping. */
	n: number;
}

/** A point of the plane with its light curve. */
export interface ChosenPoint {
	source: Source;
	runName: string;
	lightCurve: LightCurve;
	/** What belongs to its object; null for a source without. */
	labels: { objectId: string; tags: ShownTag[]; isFavourite: boolean } | null;
}

/** Sources that can be listed at once of a selection. */
export const MOST_LISTED = 500;

import { z } from 'zod';
import type { AddressProblem } from './readAddress.ts';
import type { Run } from './run.ts';

/** What sources of two runs are compared by, first run across, second run up. Positions: second minus first. */
export const COMPARED = {
	flux: { title: 'Flux', about: 'mean peak flux density', unit: 'mJy/beam', log: true },
	eta: { title: 'η', about: 'η of the peak flux density', unit: '', log: true },
	v: { title: 'V', about: 'V of the peak flux density', unit: '', log: true },
	position: { title: 'Position', about: 'second run minus first', unit: 'arcsec', log: false }
} as const;
export type Compared = keyof typeof COMPARED;
export const COMPARED_KEYS = ['flux', 'eta', 'v', 'position'] as const satisfies Compared[];

const runId = z.coerce
	.number('Name the run by its number.')
	.int('Name the run by its number.')
	.positive('Name the run by its number.')
	.nullable()
	.default(null);

export const compareRunsSchema = z.object({
	a: runId,
	b: runId,
	measure: z.enum(COMPARED_KEYS, 'Compare by flux, eta, v or position.').default('flux'),
	/** Within which sources without a common object are one. */
	radius: z.coerce
		.number('Give the radius in arcsec.')
		.min(0.1, 'The radius is at least 0.1 arcsec.')
		.max(60, 'The radius is at most 60 arcsec.')
		.default(5),
	list: z.enum(['changed', 'onlyA', 'onlyB'], 'List changed, onlyA or onlyB.').default('changed')
});
export type CompareRuns = z.output<typeof compareRunsSchema>;

export interface ComparedRun {
	run: Pick<
		Run,
		'id' | 'name' | 'revision' | 'nImages' | 'nSources' | 'softwareVersion' | 'userName' | 'endedAt'
	>;
	provenance: Record<string, string>;
}

/** A key of the configurations whose values differ; null: not there. */
export interface ConfigDifference {
	key: string;
	a: string | null;
	b: string | null;
}

/** A source of either run, or of both. */
export interface ComparedRow {
	id: string;
	sourceA: { id: number; name: string } | null;
	sourceB: { id: number; name: string } | null;
	/** In the measure's unit; the separation in arcsec for positions. */
	a: number;
	b: number;
	/** b / a, or the separation in arcsec for positions. */
	change: number;
}

/** An object on which the standing verdicts of the two runs' queues differ; null: none stands. */
export interface VerdictDifference {
	objectId: string;
	name: string;
	a: { classKey: string | null; byName: string | null; queueId: string; queueName: string } | null;
	b: { classKey: string | null; byName: string | null; queueId: string; queueName: string } | null;
}

export interface Comparison {
	a: ComparedRun;
	b: ComparedRun;
	/** null: what one of them was made with was not recorded. */
	config: ConfigDifference[] | null;
	images: { both: number; onlyA: number; onlyB: number };
	counts: { byObject: number; byPosition: number; onlyA: number; onlyB: number };
	/** Where the sources page shows the first of those that only one run has. */
	hrefA: string | null;
	hrefB: string | null;
	/** Over the pairs measured in both: median of b / a, of the offsets in arcsec. */
	typical: { n: number; median: number; offsetRa: number; offsetDec: number };
	rows: ComparedRow[];
	verdicts: VerdictDifference[];
	/** More than are listed. */
	nVerdicts: number;
}

export interface CompareRunsPage {
	asked: CompareRuns;
	problems: AddressProblem[];
	/** Completed runs, the latest first. */
	runs: { id: number; name: string }[];
	comparison: Comparison | null;
}

/** Points of a plot, or how many lie in each bin of it where they are too many to draw. Logarithms where the measure has them. */
export type ComparedPoints = {
	measure: Compared;
	/** Pairs that are drawn; those that cannot be: not measured, or not above zero. */
	n: number;
	left: number;
} & (
	| { kind: 'points'; x: number[]; y: number[]; sourceId: number[] }
	| {
			kind: 'density';
			columns: number;
			lines: number;
			counts: number[];
			extent: { xMin: number; xMax: number; yMin: number; yMax: number };
	  }
);

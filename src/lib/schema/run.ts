import { z } from 'zod';
import type { Provenance } from './provenance.ts';

export const RUN_STATUSES = ['INI', 'QUE', 'RUN', 'END', 'ERR', 'RES', 'DEL', 'CAN'] as const;
export const runStatusSchema = z.enum(RUN_STATUSES);
export type RunStatus = z.infer<typeof runStatusSchema>;
export const RUN_STATUS_LABELS: Record<RunStatus, string> = {
	INI: 'Initialised',
	QUE: 'Queued',
	RUN: 'Running',
	END: 'Completed',
	ERR: 'Error',
	RES: 'Restoring',
	DEL: 'Deleting',
	CAN: 'Cancelled'
};

/** spec/pipeline.md §0: at most 64 characters, none of the listed signs, no space. */
export const runNameSchema = z
	.string()
	.min(1, 'Give the run a name.')
	.max(64, 'A run name has at most 64 characters.')
	.regex(
		/^[^[\]@!#$%^&*()<>?/\\|}{~:\s]+$/,
		'A run name may not contain a space or any of [@!#$%^&*()<>?/\\|}{~:].'
	)
	.refine(
		(name) => !/^\.+$/.test(name) && !/\p{Cc}/u.test(name),
		'A run name needs a letter or a digit.'
	);

export const newRunSchema = z.object({
	name: runNameSchema,
	description: z.string().trim().max(240, 'A description has at most 240 characters.').default('')
});

export const RUN_STAGES = ['ingest', 'associate', 'publish', 'rank'] as const;
export type RunStage = (typeof RUN_STAGES)[number];

/**
 * How a processing begins (spec/pipeline.md §8): for the first time, all over again, or with images added to what is
 * there already.
 */
export type RunMode = 'new' | 'full' | 'add';

/** How far a run is. Rates are per second of the current stage. */
export interface RunProgress {
	stage: RunStage;
	done: number;
	total: number;
	ratePerSecond: number | null;
	secondsLeft: number | null;
	at: Date;
}

/** What a run's time goes to. Threads and jobs work side by side, so the sum may exceed the time that has passed. */
export const WORK_STEPS = [
	'read',
	'parse',
	'association',
	'coverage',
	'newSources',
	'forced',
	'measure',
	'parquet',
	'database'
] as const;
export type WorkStep = (typeof WORK_STEPS)[number];
export type SpentMs = Partial<Record<WorkStep, number>>;

/** A pipeline run (spec/pipeline.md §0). `revision` names the generation of its sources that pages show. */
export interface Run {
	id: number;
	name: string;
	description: string;
	/** Absolute run directory. */
	path: string;
	userId: string | null;
	userName: string | null;
	status: RunStatus;
	revision: number;
	nImages: number;
	nSources: number;
	nSelavyMeasurements: number;
	nForcedMeasurements: number;
	nNewSources: number;
	epochBased: boolean;
	imageIds: number[];
	progress: RunProgress | null;
	/** Of the program that computed what is shown; null when it is not known. */
	softwareVersion: string | null;
	/** By the latest attempt. */
	spentMs: SpentMs;
	/** How its data were made, as somebody has said; absent where nobody has. */
	provenance?: Provenance;
	/** Why the run is in ERR: a sentence that names file and reason. */
	error: string | null;
	cancelRequested: boolean;
	createdAt: Date;
	startedAt: Date | null;
	endedAt: Date | null;
}

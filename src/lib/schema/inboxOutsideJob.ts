import { z } from 'zod';

export const OUTSIDE_STATES = {
	running: 'Running',
	done: 'Done',
	failed: 'Failed',
	lost: 'Lost'
} as const;
export type OutsideState = keyof typeof OUTSIDE_STATES;

/** A job of another pipeline, as it tells of itself. */
export interface OutsideJob {
	id: string;
	/** Who runs it, as `fast imaging`, `calibration`. */
	pipeline: string;
	/** What it works on, as `SB50230 beam 12`. */
	name: string;
	/** Those that it means to go through, in order; empty when it has not said. */
	stages: string[];
	stage: string;
	state: OutsideState;
	/** 0 to 1 of the stage; null when it is not known. */
	progress: number | null;
	message: string;
	error: string | null;
	/** Counts as lost when nothing is heard for longer. */
	heartbeatSeconds: number;
	heardAt: Date;
	startedAt: Date;
	endedAt: Date | null;
	ownerId: string;
	ownerName: string;
	/** A Caustic run that it feeds. */
	runId: number | null;
}

const words = (most: number) => z.string().trim().max(most, `At most ${most} characters.`);
const stage = words(80).min(1, 'A stage has a name.');

export const createOutsideJobSchema = z.object({
	commandId: z.uuid().optional(),
	pipeline: words(80).min(1, 'Say which pipeline this is: pipeline.'),
	name: words(200).min(1, 'Say what it works on: name.'),
	stages: z.array(stage).max(50, 'A job has at most 50 stages.').default([]),
	stage: stage.optional(),
	message: words(500).default(''),
	heartbeatSeconds: z.coerce.number().int().min(5).max(86_400).default(60),
	runId: z.coerce.number().int().positive().nullable().default(null)
});

/** Any change is also a heartbeat; an empty one is nothing but that. */
export const changeOutsideJobSchema = z.object({
	stage: stage.optional(),
	progress: z.number().min(0).max(1).nullable().optional(),
	message: words(500).optional(),
	/** A sentence; the job has failed with it unless `state` says otherwise. */
	error: words(2000).nullable().optional(),
	state: z.enum(['running', 'done', 'failed']).optional()
});

/** Beats that may be missed before a job counts as lost. */
export const MISSED_BEATS = 3;

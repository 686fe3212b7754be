import { z } from 'zod';
import type { OutsideJob } from './inboxOutsideJob.ts';
import { JOB_KINDS, type JobKind } from './job.ts';
import type { Run } from './run.ts';
import { commandIdSchema } from './vote.ts';

/** What the kinds of job do, in the words of the people who wait for them. */
export const JOB_WORDS: Record<JobKind, { title: string; does: string }> = {
	ingestImage: { title: 'Read images', does: 'reads one image and its catalogue' },
	associate: { title: 'Associate', does: 'joins a run’s measurements to sources' },
	publish: { title: 'Publish', does: 'shows a run’s results and writes its files' },
	rank: { title: 'Rank', does: 'puts a run’s candidates into queues' },
	watchRun: { title: 'Watch', does: 'compares a run with watchlists and rules, and raises alerts' },
	reworkMetrics: { title: 'Rework', does: 'works a run’s numbers out without its bad images' },
	score: { title: 'Score', does: 'scores a run’s sources as lenses' },
	writeArrow: { title: 'Write Arrow', does: 'writes a run’s Arrow files' },
	importCatalogue: { title: 'Import catalogue', does: 'reads a large catalogue of the sky' },
	deliver: { title: 'Deliver', does: 'sends one message to a webhook' },
	digest: { title: 'Digest', does: 'sends what people asked to be told' },
	indexSearch: { title: 'Index', does: 'brings the search index up to date' }
};

/** Whether this version knows the kind: failures of an earlier one may name another. */
export function isJobKind(kind: string): kind is JobKind {
	return kind in JOB_WORDS;
}

/** A part of the page, or why it is not there: one thing that is away or slow holds up nothing else. */
export type Part<T> = { value: T } | { problem: string };

export interface EngineState {
	name: string;
	/** What it does for people. */
	does: string;
	state: 'up' | 'slow' | 'down';
	latencyMs: number | null;
	version: string | null;
	/** Running since; null where it does not say. */
	since: Date | null;
	/** What is wrong, and what follows from it. */
	problem: string;
}

/** A process that works on jobs. */
export interface WorkerState {
	id: string;
	host: string;
	pid: number;
	version: string;
	since: Date;
	/** Last heard of. */
	heardAt: Date;
	isAlive: boolean;
	/** Jobs under way. */
	working: string[];
	memoryBytes: number;
}

/** Jobs of one kind. */
export interface JobsState {
	kind: JobKind;
	waiting: number;
	active: number;
	/** To be tried again, or due later. */
	delayed: number;
	/** Of the last thousand. */
	failed: number;
	/** Finished within the last ten minutes and the last hour. */
	done10min: number;
	doneHour: number;
	failedHour: number;
	isPaused: boolean;
	/** When the job that has waited longest was made. */
	oldestAt: Date | null;
	/** Who paused them, and when. */
	pausedBy: { name: string; at: Date } | null;
}

/** A job that has failed for good. */
export interface FailedJob {
	id: string;
	kind: JobKind;
	runId: number | null;
	reason: string;
	attempts: number;
	at: Date | null;
}

/** Failures with one cause, whatever file, number or run they named. */
export interface ErrorCause {
	cause: string;
	/** The latest, word by word. */
	latest: string;
	kinds: string[];
	/** Failed for good; tried again. */
	failed: number;
	retried: number;
	firstAt: Date;
	lastAt: Date;
	/** The latest few that met it. */
	runs: { id: number; name: string }[];
}

export interface StatusErrors {
	since: Date;
	causes: ErrorCause[];
	/** Runs that stand in error now. */
	runs: { id: number; name: string; error: string }[];
}

/** How many images came in within each span, the latest last. */
export interface Arrivals {
	hours: { from: Date; images: number }[];
	days: { from: Date; images: number }[];
	latest: { id: number; name: string; at: Date } | null;
	/** Images that came in before their arrival was noted. */
	before: number;
}

/** From the arrival of images to their candidates in a queue. */
export interface LatencyRow {
	/** Of the image, or the run. */
	name: string;
	runId: number;
	from: Date;
	seconds: number;
	images: number;
}

export interface Latencies {
	/** What the time is counted from. */
	from: 'file' | 'start';
	since: Date;
	count: number;
	medianSeconds: number | null;
	p95Seconds: number | null;
	latest: LatencyRow[];
}

export interface DiskState {
	what: string;
	path: string;
	freeBytes: number;
	totalBytes: number;
	problem: string;
}

export interface StoreSizes {
	name: string;
	parts: { what: string; bytes: number | null; count: number | null }[];
}

export interface StatusPage {
	at: Date;
	engines: EngineState[];
	workers: Part<WorkerState[]>;
	/** Under way or waiting for a worker. */
	runs: Part<(Run & { mayCancel: boolean })[]>;
	jobs: Part<JobsState[]>;
	failed: Part<FailedJob[]>;
	errors: Part<StatusErrors>;
	arrivals: Part<Arrivals>;
	latencies: Part<Latencies>;
	disks: DiskState[];
	stores: Part<StoreSizes>[];
	outside: Part<OutsideJob[]>;
	allowed: { manage: boolean };
}

const jobKind = z.enum(JOB_KINDS, 'There is no such kind of job.');

export const pauseJobsSchema = z.object({
	commandId: commandIdSchema,
	kind: z.union([jobKind, z.literal('all')], 'There is no such kind of job.'),
	paused: z.union([z.boolean(), z.stringbool()])
});

export const oneJobSchema = z.object({
	commandId: commandIdSchema,
	kind: jobKind,
	jobId: z.string().min(1, 'Name the job.').max(200)
});

import type { Inbox, InboxEpoch, InboxState } from './inbox.ts';
import type { OutsideJob } from './inboxOutsideJob.ts';
import type { Upload } from './inboxUpload.ts';

export interface UploadsPage {
	uploads: Upload[];
	/** By files that are there or on their way. */
	usedBytes: number;
	mostBytes: number;
	/** Where they come to lie. */
	directory: string;
	mayUpload: boolean;
}

/** An epoch as lists show it: without the other files' paths. */
export type EpochRow = Omit<InboxEpoch, 'files' | 'key' | 'byId'> & {
	path: string | null;
	runName: string;
	/** From the last byte to the candidates in the queue, s; null until then. */
	latencySeconds: number | null;
};

export interface InboxRow extends Inbox {
	runName: string;
	queueName: string | null;
	counts: Partial<Record<InboxState, number>>;
	mayChange: boolean;
}

/** Seconds; null when nothing has come through. */
export interface InboxLatencies {
	n: number;
	median: number | null;
	p95: number | null;
}

export interface InboxPage {
	inboxes: InboxRow[];
	epochs: EpochRow[];
	/** Where the list goes on; null at its end. */
	nextAfter: string | null;
	runs: { id: number; name: string }[];
	asked: { run: number | null; state: InboxState | null };
	/** Of the last 24 hours. */
	latencies: InboxLatencies;
	outsideJobs: OutsideJob[];
}

/** What a run's own page shows of its inbox. */
export interface RunInbox {
	inbox: InboxRow | null;
	epochs: EpochRow[];
	queues: { id: string; name: string }[];
	/** Where a folder may lie. */
	rawDirectory: string;
	mayChange: boolean;
}

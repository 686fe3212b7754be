import { z } from 'zod';

export const LOG_LEVELS = ['INFO', 'WARNING', 'ERROR'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A log file in a run's directory, and what it tells of. */
export interface RunLogFile {
	name: string;
	of: 'processing' | 'restore' | 'Arrow files';
	/** UTC. */
	began: Date;
	bytes: number;
}

export interface LogLine {
	/** UTC, as it is written; empty on a line without. */
	at: string;
	stage: string;
	level: LogLevel;
	text: string;
}

/** Some lines of a log, from a place in it on. */
export interface LogPart {
	name: string;
	lines: LogLine[];
	/** Where the next line begins, in bytes: to ask for what comes after. */
	next: number;
	/** There is more that could be asked for at once. */
	isMore: boolean;
}

/** A run's logs as its page first shows them. */
export interface RunLogs {
	files: RunLogFile[];
	/** Of the file that is looked at; null when there is none. */
	part: LogPart | null;
	/** Lines before the ones that are shown, of those that were asked for. */
	nBefore: number;
	level: LogLevel;
	find: string;
}

/** Which lines of which file; the latest file when none is named. */
export const logAskedSchema = z.object({
	log: z.string().max(200).default(''),
	level: z.enum(LOG_LEVELS, `A level is one of ${LOG_LEVELS.join(', ')}.`).default('INFO'),
	find: z.string().max(200, 'This is too long to look for.').default('')
});

/** The lines after a place. */
export const logAfterSchema = z.object({
	name: z.string('Name the log.').min(1, 'Name the log.').max(200),
	after: z.coerce
		.number('A place in a log is a number of bytes.')
		.int('A place in a log is a number of bytes.')
		.min(0, 'A place in a log is a number of bytes.')
		.max(Number.MAX_SAFE_INTEGER)
		.default(0)
});

/** Whether a line is at least as grave as asked, and holds what is looked for, upper and lower case alike. */
export function isLineMeant(
	{ level, stage, text }: LogLine,
	asked: { level: LogLevel; find: string }
): boolean {
	if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(asked.level)) return false;
	return `${stage} ${text}`.toLowerCase().includes(asked.find.trim().toLowerCase());
}

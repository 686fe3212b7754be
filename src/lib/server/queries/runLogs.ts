import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import {
	isLineMeant,
	logAfterSchema,
	logAskedSchema,
	LOG_LEVELS,
	type LogLevel,
	type LogLine,
	type LogPart,
	type RunLogFile,
	type RunLogs
} from '#schema/runLog.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { User } from '#schema/user.ts';
import { withFile } from '../files/fileFailure.ts';
import { escapeGlob } from '../files/glob.ts';
import { localStorage } from '../files/storage.ts';
import { refuseProblems } from './refuseProblems.ts';
import { knownRun } from './runs.ts';
import { signedIn } from './signedIn.ts';

/** Read at a time. */
const PART_BYTES = 256 * 1024;
/** Searched from the end of a log. */
const SEARCHED_BYTES = 8 * 2 ** 20;
const MOST_LINES = 500;
const NAME = /^(\d{4}-\d{2}-\d{2})-(\d{2})-(\d{2})-(\d{2})(_restore|_gen_arrow)?_log\.txt$/;
const OF = { _restore: 'restore', _gen_arrow: 'Arrow files' } as const;
const storage = localStorage();

/** A run's log files, the latest first, with the last lines of the one that the address names. */
export async function runLogs(
	user: User | null,
	run: Run,
	address: URLSearchParams
): Promise<RunLogs> {
	signedIn(user);
	const own = new URLSearchParams(
		[...address].filter(([name]) => Object.hasOwn(logAskedSchema.shape, name))
	);
	const { asked } = readAddress(logAskedSchema, own);
	const files = await logFiles(run);
	const file = files.find(({ name }) => name === asked.log) ?? files.at(0);
	const shown = { files, level: asked.level, find: asked.find };
	if (!file) return { ...shown, part: null, nBefore: 0 };
	const start = Math.max(0, file.bytes - SEARCHED_BYTES);
	const read = await readLines(run, file.name, { start, end: file.bytes });
	const lines = read.lines.filter((line) => isLineMeant(line, asked));
	const part = { name: file.name, lines: lines.slice(-MOST_LINES), next: read.next, isMore: false };
	return { ...shown, part, nBefore: Math.max(0, lines.length - MOST_LINES) };
}

/** The log files of a run. */
export async function logList(user: User | null, runId: number): Promise<RunLogFile[]> {
	signedIn(user);
	return logFiles(await knownRun(runId));
}

/** What a log says after a place in it. */
export async function logAfter(
	user: User | null,
	runId: number,
	address: URLSearchParams
): Promise<LogPart> {
	signedIn(user);
	const { asked, problems } = readAddress(
		logAfterSchema.partial().required({ after: true }),
		address
	);
	refuseProblems(problems);
	const { run, file } = await namedLog(runId, asked.name ?? '');
	const end = Math.min(file.bytes, asked.after + PART_BYTES);
	const { lines, next } = await readLines(run, file.name, { start: asked.after, end });
	return { name: file.name, lines, next, isMore: next < file.bytes && lines.length > 0 };
}

/** A whole log, to keep. */
export async function logDownload(user: User | null, runId: number, name: string) {
	signedIn(user);
	const { run, file } = await namedLog(runId, name);
	const path = join(run.path, file.name);
	const bytes = await withFile(path, () => storage.read(path));
	return {
		bytes: new Uint8Array(bytes),
		contentType: 'text/plain; charset=utf-8',
		name: `${run.name}-${file.name}`
	};
}

/** A name counts when the run's directory has a log of that name: nobody's path is ever joined to it. */
async function namedLog(runId: number, name: string): Promise<{ run: Run; file: RunLogFile }> {
	const run = await knownRun(runId);
	const file = (await logFiles(run)).find((each) => each.name === name);
	if (file) return { run, file };
	throw new Failure('NotFound', `Run ${run.name} has no log of this name.`, 'name');
}

async function logFiles({ path }: Run): Promise<RunLogFile[]> {
	const paths = await storage.glob(join(escapeGlob(path), '*_log.txt'));
	const within = localStorage([path]);
	const files: RunLogFile[] = [];
	for (const each of paths) {
		const name = each.slice(each.lastIndexOf('/') + 1);
		const parts = NAME.exec(name);
		// A link that leads out of the directory is no log of the run.
		if (!parts || !(await within.exists(each).catch(() => false))) continue;
		const [, day, hour, minute, second, kind] = parts;
		files.push({
			name,
			of: kind === '_restore' || kind === '_gen_arrow' ? OF[kind] : 'processing',
			began: new Date(`${day}T${hour}:${minute}:${second}Z`),
			bytes: (await storage.fingerprint(each)).bytes
		});
	}
	return files.reverse();
}

/** Whole lines only: one that is being written is left for the next time. */
async function readLines(
	{ path }: Run,
	name: string,
	{ start, end }: { start: number; end: number }
): Promise<{ lines: LogLine[]; next: number }> {
	const file = join(path, name);
	// The byte before shows whether the first line is a whole one.
	const from = Math.max(0, start - 1);
	const bytes = await withFile(file, () => storage.readRange(file, from, end));
	const first = start === 0 ? 0 : bytes.indexOf(NEWLINE) + 1;
	const last = bytes.lastIndexOf(NEWLINE) + 1;
	if (last <= first || (start > 0 && first === 0)) return { lines: [], next: start };
	const text = new TextDecoder().decode(bytes.subarray(first, last));
	return { lines: text.split('\n').slice(0, -1).map(lineOf), next: from + last };
}

const NEWLINE = 10;
const LINE = /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}) (\S+) (INFO|WARNING|ERROR) (.*)$/;

/** A line that does not look like the others goes on from the one before it. */
function lineOf(text: string): LogLine {
	const parts = LINE.exec(text);
	if (!parts) return { at: '', stage: '', level: 'INFO', text };
	return { at: parts[1], stage: parts[2], level: levelOf(parts[3]), text: parts[4] };
}

function levelOf(text: string): LogLevel {
	return LOG_LEVELS.find((level) => level === text) ?? 'INFO';
}

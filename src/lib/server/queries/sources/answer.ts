import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import type { Place, QueryProblem, SourceQuery } from '#schema/sourceQuery.ts';
import type { User } from '#schema/user.ts';
import { store } from '../../store/client.ts';
import { listCompletedRuns } from '../../store/runs.ts';
import type { Generation } from '../../store/sources.ts';
import { signedIn } from '../signedIn.ts';
import { askedObjects } from './askedObjects.ts';
import { rowsAsked, rowsKept } from './rowsAsked.ts';
import { runColumns, type RunColumns } from './runColumns.ts';
import { understand } from './understand.ts';

/** What answers a question about sources, run by run, before it is put in an order. */
export interface Answer {
	/** Sources, over all runs. */
	count: number;
	parts: AnswerPart[];
	/** Sources of the runs that were asked about. */
	total: number;
	/** The circles that were asked for, understood. */
	places: Place[];
	/** Whether the search engine answered: without it, typos in the text are not forgiven. */
	forgiving: boolean;
	/** What the answer rests on where that is not plain. */
	notes: string[];
}

export interface AnswerPart {
	generation: Generation;
	runName: string;
	columns: RunColumns;
	/** Rows of the columns that answer, ascending. */
	rows: Uint32Array;
	/** Rows that fit everything but the ranges of numbers, ascending. */
	beforeRanges: Uint32Array;
}

/** The sources that answer a question, as this person may know of them. Refuses a question that means nothing. */
export async function answer(user: User | null, query: SourceQuery): Promise<Answer> {
	const reader = signedIn(user);
	const { answered, problems } = await tryToAnswer(reader, query);
	const [problem] = problems;
	if (problem) throw new Failure('Invalid', problem.reason, problem.field);
	return answered;
}

/** The answer as far as the question means anything, and what does not. */
export async function tryToAnswer(
	reader: User,
	query: SourceQuery
): Promise<{ answered: Answer; problems: QueryProblem[] }> {
	const [{ sky, problems }, { runs, unknown }, objects] = await Promise.all([
		understand(query),
		askedRuns(query.runs),
		askedObjects(reader, query)
	]);
	if (unknown !== null)
		problems.push({ field: 'run', reason: `There is no run ${unknown} with results.` });
	const found = await Promise.all(
		runs.map(async (run) => {
			const { columns, note } = await runColumns(run, query.basis);
			const beforeRanges = await rowsAsked(columns, query, { sky, objects });
			const rows = await rowsKept(columns, beforeRanges, query.numbers);
			const { generation } = columns;
			return { part: { generation, runName: run.name, columns, rows, beforeRanges }, note };
		})
	);
	const parts = found.map(({ part }) => part);
	const answered = {
		count: parts.reduce((sum, { rows }) => sum + rows.length, 0),
		parts,
		total: parts.reduce((sum, { columns }) => sum + columns.size, 0),
		places: sky.places,
		forgiving: objects.forgiving,
		notes: [...objects.notes, ...found.flatMap(({ note }) => note ?? [])]
	};
	return { answered, problems };
}

/** Of completed runs, the latest first; the first one named that is none. */
async function askedRuns(
	asked: SourceQuery['runs']
): Promise<{ runs: Run[]; unknown: number | null }> {
	const completed = await listCompletedRuns(store());
	if (asked === 'all') return { runs: completed, unknown: null };
	if (asked === 'latest') return { runs: completed.slice(0, 1), unknown: null };
	const known = new Set(completed.map(({ id }) => id));
	return {
		runs: completed.filter(({ id }) => asked.includes(id)),
		unknown: asked.find((id) => !known.has(id)) ?? null
	};
}

import type { SourceQuery } from '#schema/sourceQuery.ts';
import type { User } from '#schema/user.ts';
import type { SourceColumn } from '../../store/sourceColumns.ts';
import { answer, type Answer } from './answer.ts';

/** Columns of everything that answers a question, run by run, each in order of the sources' ids. NaN: not measured. */
export async function answeredColumns<C extends SourceColumn>(
	user: User | null,
	query: SourceQuery,
	columns: readonly C[]
): Promise<Record<C | 'sourceId', Float64Array>> {
	return columnsOfAnswer(await answer(user, query), columns);
}

export async function columnsOfAnswer<C extends SourceColumn>(
	answered: Answer,
	columns: readonly C[]
): Promise<Record<C | 'sourceId', Float64Array>> {
	const names = [...new Set<C | 'sourceId'>(['sourceId', ...columns])];
	const filled = await Promise.all(
		names.map(async (name) => [name, await filledColumn(answered, name)] as const)
	);
	// fromEntries forgets which keys it was given.
	return Object.fromEntries(filled) as Record<C | 'sourceId', Float64Array>;
}

async function filledColumn(answered: Answer, name: SourceColumn): Promise<Float64Array> {
	const filled = new Float64Array(answered.count);
	let from = 0;
	for (const { columns, rows } of answered.parts) {
		const column = await columns.read(name);
		for (let i = 0; i < rows.length; i++) filled[from + i] = column[rows[i]];
		from += rows.length;
	}
	return filled;
}

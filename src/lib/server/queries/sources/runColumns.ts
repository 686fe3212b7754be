import type { Basis } from '#schema/sourceQuery.ts';
import type { Run } from '#schema/run.ts';
import type { NumberColumn } from '#science/table/rows.ts';
import { store } from '../../store/client.ts';
import { badImagesOfRun } from '../../store/imageMarks.ts';
import { readColumn, type SourceColumn } from '../../store/sourceColumns.ts';
import { ensureColumns } from '../../store/sourceColumnsBuild.ts';
import { hasVariant } from '../../store/sourceColumnsVariant.ts';
import type { Generation } from '../../store/sources.ts';

/** The numbers of one run's sources, row by row in order of their ids; a column is read when it is asked for. */
export interface RunColumns {
	generation: Generation;
	/** Rows. */
	size: number;
	/** '' for the numbers as measured. */
	variant: string;
	read: (column: SourceColumn) => Promise<NumberColumn>;
}

/** A run's numbers on this basis, and a sentence where the basis is not what was asked for, or leaves something out. */
export async function runColumns(
	{ id, revision, name }: Pick<Run, 'id' | 'revision' | 'name'>,
	basis: Basis
): Promise<{ columns: RunColumns; note: string | null }> {
	const generation = { runId: id, revision };
	await ensureColumns(store(), generation);
	const { variant, note } =
		basis === 'good' ? await goodVariant(generation, name) : { variant: '', note: null };
	const read = (column: SourceColumn) => readColumn(store(), generation, { variant, column });
	const { length } = await read('sourceId');
	return { columns: { generation, size: length, variant, read }, note };
}

async function goodVariant(
	generation: Generation,
	name: string
): Promise<{ variant: string; note: string | null }> {
	const { variant, imageIds } = await badImagesOfRun(store(), generation.runId);
	if (variant === '') return { variant, note: null };
	const images = imageIds.length === 1 ? '1 bad image' : `${imageIds.length} bad images`;
	if (await hasVariant(store(), generation, variant))
		return { variant, note: `The numbers of run ${name} leave out ${images}.` };
	return {
		variant: '',
		note: `The numbers of run ${name} without ${images} are still being worked out: those shown include them.`
	};
}

import { LIKELY, type ShownScores } from '#schema/eseScore.ts';
import { store } from '../../store/client.ts';
import { eseScoresOf, type Edition } from '../../store/eseScores.ts';
import { saveScoreColumn } from '../../store/scoreColumns.ts';
import { readColumn } from '../../store/sourceColumns.ts';

/** Lays an edition's scores out as a column, and counts them. */
export async function tallyScores(edition: Edition): Promise<ShownScores> {
	const { runId, revision, version, basis } = edition;
	const ids = await readColumn(store(), { runId, revision }, { variant: '', column: 'sourceId' });
	const rowOf = new Map(Array.from(ids, (id, row) => [id, row]));
	const column = new Float64Array(ids.length).fill(NaN);
	const counts = { scored: 0, notEnough: 0, likely: 0 };
	for await (const { sourceId, eseScore } of eseScoresOf(store(), edition)) {
		const row = rowOf.get(sourceId);
		if (row === undefined) continue;
		column[row] = eseScore;
		if (Number.isNaN(eseScore)) counts.notEnough++;
		else counts.scored++;
		if (eseScore >= LIKELY) counts.likely++;
	}
	await saveScoreColumn(store(), edition, column);
	return { revision, version, basis, at: new Date(), ...counts };
}

/** One at a time lays out the scores of a run: what is decided of one object does not undo what is scored of all. */
export function layingOut(runId: number): string {
	return `scores of run ${runId}`;
}

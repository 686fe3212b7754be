import {
	verdictFormatSchema,
	type OutcomePage,
	type VerdictFormat,
	type VerdictRow
} from '#schema/outcome.ts';
import type { User } from '#schema/user.ts';
import { groupBy } from '#science/consensus/named.ts';
import { fileName } from '../files/fileName.ts';
import { VERDICT_COLUMNS, type VerdictLine } from '../files/verdictColumns.ts';
import { verdictsCsv } from '../files/verdictsCsv.ts';
import { verdictsParquet } from '../files/verdictsParquet.ts';
import { verdictsVotable } from '../files/verdictsVotable.ts';
import { candidatesOfQueue, type CandidateWithFacts } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { answersOn, ballotKey } from '../store/opinions.ts';
import { verdictsOfQueue } from '../store/verdicts.ts';
import { parse } from '../commands/parse.ts';
import { opinionsFor } from './hiddenRepeats.ts';
import { queueOrRefuse } from './queues.ts';
import { votesShownTo } from './revealed.ts';
import { signedIn } from './signedIn.ts';
import { answersAt, isRoundSealed, openRows, rowOfVerdict } from './verdictRows.ts';

/** What became of a queue's candidates, with every vote behind it that this person may see. */
export async function outcomePage(user: User | null, queueId: string): Promise<OutcomePage> {
	const reader = signedIn(user);
	const queue = await queueOrRefuse(queueId);
	const [candidates, opinions, verdicts] = await Promise.all([
		candidatesOfQueue(store(), queue.id),
		opinionsFor(queue, reader.id),
		verdictsOfQueue(store(), queue.id)
	]);
	const visible = votesShownTo(reader.id, queue, candidates, opinions);
	const mine = new Set(opinions.filter((vote) => vote.userId === reader.id).map(ballotKey));
	/** Whether votes of this round on this candidate are sealed from the reader. */
	const sealed = ({ id, state }: CandidateWithFacts, round: number) => {
		const own = mine.has(ballotKey({ candidateId: id, userId: reader.id, round }));
		return isRoundSealed(queue, { state, round }, own);
	};
	const answers = groupBy(
		await answersOn(
			store(),
			verdicts.map(({ candidateId }) => candidateId)
		),
		({ candidateId }) => candidateId
	);
	const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
	const rows: VerdictRow[] = [];
	let sealedVerdicts = 0;
	for (const verdict of verdicts) {
		const candidate = byId.get(verdict.candidateId);
		if (!candidate) continue;
		const hidden = sealed(candidate, verdict.round);
		// What a person decided is theirs to show; what a rule read from sealed votes is sealed with them.
		if (hidden && verdict.byId === null) sealedVerdicts += 1;
		else {
			const votes = hidden ? [] : answersAt(queue, verdict, answers.get(candidate.id) ?? []);
			rows.push(rowOfVerdict(queue, verdict, { candidate, votes }));
		}
	}
	const settled = new Set(
		verdicts.filter(({ reopened }) => reopened === null).map(({ candidateId }) => candidateId)
	);
	return {
		queue,
		candidates: candidates.length,
		verdicts: rows.sort(standingFirst),
		open: openRows(
			candidates.filter(({ id }) => !settled.has(id)),
			visible
		),
		tally: tallyOf(rows),
		sealedVerdicts,
		sealedVotes: opinions.length - visible.length,
		columns: VERDICT_COLUMNS.map(({ name, unit, description }) => ({ name, unit, description }))
	};
}

/** The outcome as a file. `withOpen`: also the votes on candidates without a verdict. */
export async function verdictFile(
	user: User | null,
	queueId: string,
	{ format, withOpen }: { format: string; withOpen: boolean }
): Promise<{ bytes: Uint8Array<ArrayBuffer>; contentType: string; name: string }> {
	const asked = parse(verdictFormatSchema, format);
	const page = await outcomePage(user, queueId);
	const lines = verdictLines(page, withOpen);
	const name = `${fileName(page.queue.name)}-verdicts.${asked}`;
	return { bytes: bytesOf(asked, page, lines), contentType: CONTENT_TYPES[asked], name };
}

const CONTENT_TYPES: Record<VerdictFormat, string> = {
	csv: 'text/csv; charset=utf-8; header=present',
	vot: 'application/x-votable+xml',
	parquet: 'application/vnd.apache.parquet'
};

function bytesOf(
	format: VerdictFormat,
	page: OutcomePage,
	lines: VerdictLine[]
): Uint8Array<ArrayBuffer> {
	switch (format) {
		case 'csv':
			return new TextEncoder().encode(verdictsCsv(lines));
		case 'vot': {
			const { name } = page.queue;
			const description = `Verdicts of the queue ${name}, one row per vote. ${leftOut(page)}`;
			return new TextEncoder().encode(verdictsVotable(lines, { name, description }));
		}
		case 'parquet':
			return Uint8Array.from(verdictsParquet(lines));
	}
}

/** The outcome for programs: the same rows as in the files, with what their columns mean. */
export async function verdictAnswer(user: User | null, queueId: string, withOpen: boolean) {
	const page = await outcomePage(user, queueId);
	const { id, name, taxonomy, wanted } = page.queue;
	return {
		queue: { id, name, taxonomy: taxonomy.name, taxonomyVersion: taxonomy.version, wanted },
		sealedVerdicts: page.sealedVerdicts,
		sealedVotes: page.sealedVotes,
		columns: page.columns,
		rows: verdictLines(page, withOpen).map((line) =>
			Object.fromEntries(VERDICT_COLUMNS.map((column) => [column.name, known(column.value(line))]))
		)
	};
}

function known(value: string | number | boolean | null): string | number | boolean | null {
	return Number.isNaN(value) ? null : value;
}

function leftOut({ sealedVerdicts, sealedVotes }: OutcomePage): string {
	if (sealedVerdicts + sealedVotes === 0) return 'Nothing is left out.';
	return `Left out because they are sealed from whoever asked: ${sealedVerdicts} verdicts and ${sealedVotes} votes.`;
}

function verdictLines(page: OutcomePage, withOpen: boolean): VerdictLine[] {
	const queue = { queueId: page.queue.id, queueName: page.queue.name };
	return [...page.verdicts, ...(withOpen ? page.open : [])].flatMap((verdict) =>
		(verdict.votes.length > 0 ? verdict.votes : [null]).map((vote) => ({ ...queue, verdict, vote }))
	);
}

function standingFirst(a: VerdictRow, b: VerdictRow): number {
	const stands = Number(b.status === 'standing') - Number(a.status === 'standing');
	return stands || (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0);
}

function tallyOf(rows: readonly VerdictRow[]): OutcomePage['tally'] {
	const standing = rows.filter(({ status }) => status === 'standing');
	return [...groupBy(standing, ({ countsAs }) => countsAs ?? '')]
		.map(([classKey, own]) => ({ classKey, count: own.length }))
		.sort((a, b) => b.count - a.count);
}

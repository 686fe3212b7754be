import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { reopenOnEvidence } from '#server/commands/reopenOnEvidence.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { revealVotes } from '#server/commands/votes/revealVotes.ts';
import { parseVotes } from '#server/files/votesCsv.ts';
import { readParquet } from '#server/files/parquetTable.ts';
import { localStorage } from '#server/files/storage.ts';
import { readVotable } from '#server/files/votable.ts';
import { agreementPage, votesFile } from '#server/queries/consensus.ts';
import { outcomePage, verdictAnswer, verdictFile } from '#server/queries/outcomes.ts';
import { findCandidate } from '#server/store/candidates.ts';
import { collection, store } from '#server/store/client.ts';
import { verdictsOfCandidate } from '#server/store/verdicts.ts';
import { reportConsensus } from '#science/consensus/consensusReport.ts';
import type { Candidate, Queue, Sealing } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import type { VettingRule } from '#schema/vettingRule.ts';
import { commandId, makeCandidate, makeQueue, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let cyd: User;
let eve: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	cyd = await makeUser('cyd', 'vetter');
	eve = await makeUser('eve', 'viewer');
});

const RULES: VettingRule[] = [
	{
		id: 'two-votes',
		version: 3,
		when: [{ kind: 'votes', atLeast: 2 }],
		then: { kind: 'retire', as: 'likeliest' }
	},
	{
		id: 'new-evidence',
		version: 1,
		when: [{ kind: 'scoreMoved', above: 25 }],
		then: { kind: 'reopen' }
	}
];

const queueOf = (sealing: Sealing, rules = RULES): Promise<Queue> =>
	makeQueue(sealing, 1, { rules });

function vote(user: User, { id: candidateId }: Candidate, classKey: string, more: object = {}) {
	return castVote({ user }, { commandId: commandId(), candidateId, classKey, ...more });
}

const fileOf = async (user: User, queue: Queue, format: string, withOpen = false) =>
	(await verdictFile(user, queue.id, { format, withOpen })).bytes;

async function linesOf(user: User, queue: Queue, withOpen = false) {
	const text = new TextDecoder().decode(await fileOf(user, queue, 'csv', withOpen));
	return parse<Record<string, string>>(text, { columns: true });
}

describe('verdicts go out', () => {
	test('with every vote, its blind flag, the rule and the times', async () => {
		const queue = await queueOf('blind');
		const candidate = await makeCandidate(queue);
		const note = '=HYPERLINK("x"), a "note"\nof <two> & lines';
		await vote(ben, candidate, 'ese', { note, probability: 0.9 });
		await vote(cyd, candidate, 'ese', { confidence: 'certain' });
		const lines = await linesOf(eve, queue);
		expect(lines.map(({ person, label, blind }) => [person, label, blind])).toEqual([
			['BEN', 'ese', 'true'],
			['CYD', 'ese', 'true']
		]);
		for (const line of lines) {
			expect(line).toMatchObject({ verdict: 'ese', status: 'standing', rule_id: 'two-votes' });
			expect(line).toMatchObject({ rule_version: '3', verdict_round: '1', decided_by: '' });
			expect(Date.parse(line.decided_at)).toBeGreaterThanOrEqual(Date.parse(line.voted_at));
		}
		expect(lines[0].note).toBe(`'${note}`);
		expect(lines[0].probability).toBe('0.9');
		expect(lines[1].probability).toBe('');
	});

	test('the same rows in CSV, VOTable, Parquet and JSON', async () => {
		const queue = await queueOf('open');
		const candidate = await makeCandidate(queue);
		await vote(ben, candidate, 'ese', { note: 'a <note> & more' });
		await vote(cyd, candidate, 'ese');
		const lines = await linesOf(ana, queue);
		const table = readVotable(new TextDecoder().decode(await fileOf(ana, queue, 'vot')));
		expect(table.columns).toEqual(Object.keys(lines[0]));
		const place = table.columns.indexOf('note');
		expect(table.rows.map((row) => row[place])).toEqual(lines.map(({ note }) => note));
		const folder = await mkdtemp(join(tmpdir(), 'verdicts-'));
		onTestFinished(() => rm(folder, { recursive: true }));
		const path = join(folder, 'verdicts.parquet');
		await writeFile(path, await fileOf(ana, queue, 'parquet'));
		const { rows, columns } = await readParquet(localStorage(), path);
		expect(rows).toBe(2);
		expect([...columns.keys()]).toEqual(table.columns);
		expect(columns.get('person')?.values).toEqual(lines.map(({ person }) => person));
		expect([...(columns.get('ra')?.values ?? [])]).toEqual([150, 150]);
		const answer = await verdictAnswer(ana, queue.id, false);
		expect(answer.rows.map(({ person }) => person)).toEqual(lines.map(({ person }) => person));
		expect(answer.rows[0].probability).toBeNull();
		await expect(fileOf(ana, queue, 'xls')).rejects.toThrow(/json, csv, vot and parquet/);
		await expect(outcomePage(ana, 'nowhere')).rejects.toThrow(/does not exist/);
	});

	test('as they stood when the verdict was reached, and decided by hand without votes', async () => {
		const queue = await queueOf('open', []);
		const candidate = await makeCandidate(queue);
		const empty = await makeCandidate(queue, { rank: 2 });
		await vote(ben, candidate, 'ese');
		await vote(ben, candidate, 'agn');
		for (const { id } of [candidate, empty]) {
			await retireCandidate(
				{ user: ana },
				{ commandId: commandId(), candidateId: id, classKey: 'agn', reason: 'a slow riser' }
			);
		}
		const lines = await linesOf(ana, queue);
		expect(lines.map(({ person, label, because }) => [person, label, because])).toEqual([
			['', '', expect.stringContaining('a slow riser')],
			['BEN', 'agn', expect.stringContaining('a slow riser')]
		]);
		expect(lines[0].decided_by).toBe('ANA');
	});

	test('sealed ones are left out and counted, for the chair too', async () => {
		const queue = await queueOf('chair');
		const candidate = await makeCandidate(queue);
		await vote(ben, candidate, 'ese');
		await vote(cyd, candidate, 'ese');
		for (const user of [ana, ben, eve]) {
			const page = await outcomePage(user, queue.id);
			expect(page).toMatchObject({ sealedVerdicts: 1, sealedVotes: 2, verdicts: [], open: [] });
			expect(await linesOf(user, queue, true)).toEqual([]);
			expect(JSON.stringify((await verdictAnswer(user, queue.id, true)).rows)).toBe('[]');
		}
		await revealVotes({ user: ana }, { commandId: commandId(), queueId: queue.id });
		expect(await outcomePage(eve, queue.id)).toMatchObject({ sealedVerdicts: 0, sealedVotes: 0 });
		expect(await linesOf(eve, queue)).toHaveLength(2);
	});

	test('votes on candidates without a verdict only when asked', async () => {
		const queue = await queueOf('blind');
		const candidate = await makeCandidate(queue);
		await vote(ben, candidate, 'ese');
		expect(await linesOf(ben, queue)).toEqual([]);
		expect(await linesOf(ben, queue, true)).toMatchObject([{ status: 'open', label: 'ese' }]);
		expect(await linesOf(cyd, queue, true)).toEqual([]);
		expect(await outcomePage(cyd, queue.id)).toMatchObject({ sealedVotes: 1 });
	});
});

test('the votes as a file give the command line the α of the page', async () => {
	const queue = await queueOf('blind', []);
	const classes = ['ese', 'agn', 'pulsar'];
	for (let rank = 1; rank <= 9; rank++) {
		const candidate = await makeCandidate(queue, { rank });
		await vote(ben, candidate, classes[rank % 3]);
		await vote(cyd, candidate, classes[rank % 4 === 0 ? 0 : rank % 3]);
	}
	const page = await agreementPage(ben, queue.id, { countInSight: false });
	const { bytes } = await votesFile(ben, queue.id, { countInSight: false });
	const { votes } = parseVotes(bytes, 'votes.csv');
	const report = reportConsensus(votes, {
		...{ seed: 1, resamples: 0, restarts: 0, countRevealed: false }
	});
	expect(page.measures[0].value).toBeCloseTo(
		report.agreement.krippendorffAlpha.nominal.value ?? NaN,
		12
	);
});

describe('new evidence', () => {
	async function retired(sealing: Sealing = 'blind', rules = RULES) {
		const queue = await queueOf(sealing, rules);
		const candidate = await makeCandidate(queue);
		await vote(ben, candidate, 'ese');
		await vote(cyd, candidate, 'ese');
		return { queue, candidate };
	}
	const stateOf = async ({ id }: Candidate) => (await findCandidate(store(), id))?.state;
	const told = (userId: string, candidate: Candidate) =>
		collection<{ kind: string; text: string }>(store(), 'notifications')
			.find({ userId, kind: 'reopened', href: new RegExp(candidate.id) })
			.toArray();

	test('that moves the score far opens a candidate again, says why and tells who had voted', async () => {
		const { queue, candidate } = await retired();
		const { objectId } = candidate;
		expect(await reopenOnEvidence([{ objectId, score: 30 }])).toEqual([]);
		expect(await reopenOnEvidence([{ objectId, score: 60 }])).toEqual([candidate.id]);
		const state = await stateOf(candidate);
		expect(state).toMatchObject({ kind: 'live', because: { ruleId: 'new-evidence' } });
		expect(state?.because?.sentence).toMatch(/its score moved by 51 \(above 25\)/);
		const [verdict] = await verdictsOfCandidate(store(), candidate.id);
		expect(verdict.reopened?.because).toMatch(/new-evidence/);
		for (const { id } of [ben, cyd]) {
			const [{ text }] = await told(id, candidate);
			expect(text).toBe('Its score was 9 when it was retired and is 60 now.');
		}
		expect(await told(ana.id, candidate)).toEqual([]);
		expect((await outcomePage(ben, queue.id)).verdicts).toMatchObject([{ status: 'reopened' }]);
		// Open now: the same evidence again opens nothing and tells nobody.
		expect(await reopenOnEvidence([{ objectId, score: 60 }])).toEqual([]);
		expect(await told(ben.id, candidate)).toHaveLength(1);
	});

	test('changes nothing where the queue has no rule for it', async () => {
		const { candidate } = await retired('blind', RULES.slice(0, 1));
		expect(await reopenOnEvidence([{ objectId: candidate.objectId, score: 999 }])).toEqual([]);
		expect((await stateOf(candidate))?.kind).toBe('retired');
	});

	test('seen by two runs at once opens once', async () => {
		const { candidate } = await retired();
		const evidence = [{ objectId: candidate.objectId, score: 99 }];
		const both = await Promise.all([reopenOnEvidence(evidence), reopenOnEvidence(evidence)]);
		expect(both.flat()).toEqual([candidate.id]);
		expect(await told(ben.id, candidate)).toHaveLength(1);
	});
});

import { beforeAll, describe, expect, test } from 'vitest';
import { changeQueue } from '#server/commands/queues/changeQueue.ts';
import { moveQueueTaxonomy } from '#server/commands/queues/moveQueueTaxonomy.ts';
import { defineTaxonomy } from '#server/commands/taxonomies/defineTaxonomy.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { classProbabilities, EVERYBODY } from '#server/queries/classProbabilities.ts';
import { agreementPage } from '#server/queries/consensus.ts';
import { outcomePage, verdictFile } from '#server/queries/outcomes.ts';
import { queuePage } from '#server/queries/queues.ts';
import { queueSettingsPage } from '#server/queries/queueSettings.ts';
import { findCandidate } from '#server/store/candidates.ts';
import { store } from '#server/store/client.ts';
import { findQueue } from '#server/store/queues.ts';
import { votesOnCandidate } from '#server/store/votes.ts';
import { countedAs, votable, type StoredTaxonomy } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';
import {
	asked,
	commandId,
	makeCandidate,
	makeQueue,
	makeUser,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
});

type Row = Record<string, unknown>;
const row = (key: string, more: Row = {}): Row => ({ key, label: key, colour: 1, ...more });
const define = (input: Row, user = ana) => defineTaxonomy({ user }, input);
/** A list of this name that nobody else uses. */
const begin = (name: string, classes: Row[]) => define({ name, classes });

function follow(before: StoredTaxonomy, classes: Row[]) {
	return define({ followsId: before.id, name: before.name, classes });
}

describe('a taxonomy change under people who are voting', () => {
	/** A queue of its own list of `lens`, `agn` and `junk`, with a vote for each of the first two. */
	async function votedOn(name: string) {
		const first = await begin(name, [row('lens'), row('agn'), row('junk')]);
		const queue = await makeQueue('open');
		const candidate = await makeCandidate(queue);
		const mapping = Object.fromEntries(queue.wanted.map((key) => [key, 'lens']));
		await moveQueueTaxonomy({ user: ana }, { queueId: queue.id, taxonomyId: first.id, mapping });
		const vote = (user: User, classKey: string) =>
			castVote({ user }, { commandId: commandId(), candidateId: candidate.id, classKey });
		await vote(ben, 'agn');
		await vote(ana, 'lens');
		return { first, queue, candidate, vote };
	}

	test('leaves the queue and its votes with their version until it is moved', async () => {
		const { first, queue, candidate } = await votedOn('kept');
		await follow(first, [row('lens'), row('quasar')]);
		expect((await findQueue(store(), queue.id))?.taxonomy.version).toBe(1);
		const { queue: shown } = await candidatePage(ben, queue.id, candidate.id, asked());
		expect(votable(shown.taxonomy).map(({ key }) => key)).toEqual(['lens', 'agn', 'junk']);
	});

	test('the move shows which votes’ classes are missing, and is refused until each has a successor', async () => {
		const { first, queue, candidate } = await votedOn('moved');
		const second = await follow(first, [row('lens'), row('quasar')]);
		const { move } = await queueSettingsPage(ana, queue.id, second.id);
		expect(move?.lost).toEqual([{ key: 'agn', label: 'agn', votes: 1, countsAs: null }]);
		const to = { queueId: queue.id, taxonomyId: second.id };
		for (const mapping of [{}, { agn: 'junk' }, { agn: 'nonsense' }, { agn: '' }]) {
			await expect(moveQueueTaxonomy({ user: ana }, { ...to, mapping })).rejects.toMatchObject({
				code: 'Conflict',
				message: expect.stringContaining('“agn” (1 vote)') as string
			});
		}
		expect((await findQueue(store(), queue.id))?.taxonomy.version).toBe(1);
		const before = await votesOnCandidate(store(), candidate.id, 1);
		await moveQueueTaxonomy({ user: ana }, { ...to, mapping: { agn: 'quasar' } });
		const moved = await findQueue(store(), queue.id);
		expect(moved?.taxonomy).toMatchObject({ name: 'moved', version: 2 });
		expect(moved && countedAs(moved.taxonomy, 'agn')).toBe('quasar');
		expect(await votesOnCandidate(store(), candidate.id, 1)).toEqual(before);
		expect(before.map((v) => [v.classKey, v.taxonomyVersion])).toEqual([
			['agn', 1],
			['lens', 1]
		]);
	});

	test('votes given after the move are of the new version, classes it lacks are refused', async () => {
		const { first, queue, candidate, vote } = await votedOn('after');
		const second = await follow(first, [row('lens'), row('agn'), row('dwarf')]);
		await moveQueueTaxonomy({ user: ana }, { queueId: queue.id, taxonomyId: second.id });
		expect(await vote(ben, 'dwarf')).toMatchObject({ taxonomyVersion: 2 });
		await expect(vote(ben, 'junk')).rejects.toMatchObject({ code: 'Invalid', field: 'classKey' });
		const live = await votesOnCandidate(store(), candidate.id, 1);
		expect(live.find((v) => v.userId === ana.id)).toMatchObject({ taxonomyVersion: 1 });
	});

	test('rules and wanted classes follow the mapping, and a changed rule gets its next version', async () => {
		const { first, queue } = await votedOn('rules');
		const rules = [
			{
				id: 'two-agn',
				when: [{ kind: 'votes', atLeast: 2, of: ['agn'] }],
				then: { kind: 'retire', as: 'agn' }
			},
			{
				id: 'three',
				when: [{ kind: 'votes', atLeast: 3 }],
				then: { kind: 'retire', as: 'likeliest' }
			}
		];
		await changeQueue(
			{ user: ana },
			{ queueId: queue.id, ruleChoice: 'own', rules: JSON.stringify(rules), wanted: 'agn' }
		);
		const second = await follow(first, [row('lens'), row('quasar')]);
		const mapping = { agn: 'quasar' };
		const moved = await moveQueueTaxonomy(
			{ user: ana },
			{ queueId: queue.id, taxonomyId: second.id, mapping }
		);
		expect(moved.wanted).toEqual(['quasar']);
		expect(moved.rules.map(({ id, version, then }) => [id, version, then])).toEqual([
			['two-agn', 2, { kind: 'retire', as: 'quasar' }],
			['three', 1, { kind: 'retire', as: 'likeliest' }]
		]);
	});

	test('earlier votes count as what their class became, and stay what they were', async () => {
		const { first, queue, candidate, vote } = await votedOn('counts');
		const second = await follow(first, [row('lens'), row('quasar')]);
		await moveQueueTaxonomy(
			{ user: ana },
			{ queueId: queue.id, taxonomyId: second.id, mapping: { agn: 'quasar' } }
		);
		await vote(ana, 'quasar');
		const cyd = await makeUser('cyd', 'vetter');
		// Chosen before the move, sent after it.
		expect(await vote(cyd, 'agn')).toMatchObject({ classKey: 'agn' });
		const live = await votesOnCandidate(store(), candidate.id, 1);
		expect(live.map((v) => v.classKey)).toEqual(['agn', 'quasar', 'agn']);
		const { votes, consensus } = await candidatePage(ben, queue.id, candidate.id, asked());
		expect(votes.tally).toEqual({ quasar: 3 });
		expect(votes.mine?.classKey).toBe('agn');
		expect(consensus).toMatchObject({ counted: 3, posterior: [{ classKey: 'quasar' }, {}] });
		const disputed = await queuePage(ben, queue.id, asked({ show: 'disputed' }));
		expect(disputed.rows).toEqual([]);
		const agreement = await agreementPage(ben, queue.id, { countInSight: true });
		expect(agreement.classes.map(({ key }) => key)).toEqual(['quasar']);
		expect(agreement.disputed).toMatchObject([{ voteEntropyBits: 0 }]);
		const { open } = await outcomePage(ben, queue.id);
		expect(open[0].votes.map(({ classKey, countsAs }) => [classKey, countsAs])).toEqual([
			['agn', 'quasar'],
			['quasar', 'quasar'],
			['agn', 'quasar']
		]);
		expect(
			(await classProbabilities(store(), { classKey: 'agn', userId: EVERYBODY })).get(
				candidate.objectId
			)
		).toBeGreaterThan(0.5);
	});

	test('rules and the quorum see what earlier votes count as now', async () => {
		const { first, queue, candidate, vote } = await votedOn('ruled');
		const rules = [
			{
				id: 'two-agree',
				when: [{ kind: 'agreeing', atLeast: 2, ofFirst: 3 }],
				then: { kind: 'retire', as: 'likeliest' }
			}
		];
		await changeQueue(
			{ user: ana },
			{
				...{ queueId: queue.id, sealing: 'quorum', opinionsWanted: 2 },
				...{ ruleChoice: 'own', rules: JSON.stringify(rules) }
			}
		);
		const second = await follow(first, [row('lens'), row('quasar')]);
		await moveQueueTaxonomy(
			{ user: ana },
			{ queueId: queue.id, taxonomyId: second.id, mapping: { agn: 'quasar' } }
		);
		expect((await findCandidate(store(), candidate.id))?.state.kind).toBe('live');
		await vote(ana, 'quasar');
		const after = await findCandidate(store(), candidate.id);
		expect(after?.state).toMatchObject({ kind: 'retired', as: 'quasar' });
		expect(after?.state.revealedAt).toBeInstanceOf(Date);
		const { bytes } = await verdictFile(ben, queue.id, { format: 'csv', withOpen: false });
		const [header, ...lines] = new TextDecoder().decode(bytes).trim().split('\r\n');
		const places = ['verdict', 'label', 'counted_as'].map((name) =>
			header.split(',').indexOf(name)
		);
		expect(lines.map((line) => places.map((at) => line.split(',')[at]))).toEqual([
			['quasar', 'agn', 'quasar'],
			['quasar', 'quasar', 'quasar']
		]);
	});

	test('is not for a vetter to make', async () => {
		const { first, queue } = await votedOn('rights');
		await expect(
			moveQueueTaxonomy({ user: ben }, { queueId: queue.id, taxonomyId: first.id })
		).rejects.toMatchObject({ code: 'NotPermitted' });
	});
});

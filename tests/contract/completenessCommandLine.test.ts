import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, store } from '#server/store/client.ts';
import { insertHoneypotAnswer, insertInjections } from '#server/store/honeypots.ts';
import type { HoneypotAnswer, Injection } from '#schema/honeypot.ts';
import type { Queue } from '#schema/queue.ts';
import { makeQueue } from './builders.ts';
import { commandLineOf, json } from './commandLine.ts';
import { pipelineInstallation } from './pipelineRuns.ts';

const installation = pipelineInstallation();
const commandLine = commandLineOf(installation);
let queue: Queue;

/** Ten made events of which ana finds six and ben two of three; twelve repeats of which nine are said again. */
beforeAll(async () => {
	queue = await makeQueue('blind', 1, { name: 'variables of first', repeatShare: 5 });
	await makeQueue('blind', 1, { name: 'twice' });
	await makeQueue('blind', 1, { name: 'twice' });
	await insertInjections(
		store(),
		Array.from({ length: 10 }, (_, i) => madeEvent(i))
	);
	const answers = [
		...Array.from({ length: 10 }, (_, i) => answer('ana', `o${i}`, { found: i < 6 })),
		...Array.from({ length: 3 }, (_, i) => answer('ben', `o${i}`, { found: i < 2 })),
		...Array.from({ length: 12 }, (_, i) => again('ana', `r${i}`, i < 9))
	];
	await inTransaction(store(), async (transaction) => {
		for (const given of answers) await insertHoneypotAnswer(store(), given, transaction);
	});
});

function madeEvent(i: number): Injection {
	return {
		...{ id: `i${i}`, queueId: queue.id, objectId: `o${i}`, seed: 's', at: new Date() },
		event: { t0Mjd: 60000, tauDays: 20, alpha: 5, sigmaS: 0.3, compactFraction: 0.5 },
		...{ depth: i < 5 ? 0.3 : 0.7, durationDays: 50, snr: 15 },
		score: { eseScore: i / 10, bestAlternative: 'constant', numbers: {} },
		shown: { etaPeak: 5, vPeak: 0.2, maxFluxPeak: 10, score: 1, reasons: [] }
	};
}

function answer(
	userId: string,
	objectId: string,
	more: Partial<HoneypotAnswer> = {}
): HoneypotAnswer {
	return {
		...{ id: `${userId} ${objectId}`, queueId: queue.id, objectId, candidateId: `c ${objectId}` },
		...{ userId, classKey: 'ese', confidence: 'likely', probability: null, note: '', seconds: 4 },
		...{ found: true, first: null, at: new Date(), takenBackAt: null },
		...more
	};
}

function again(userId: string, objectId: string, same: boolean): HoneypotAnswer {
	const first = { classKey: 'ese', confidence: 'likely' as const, note: '', at: new Date(0) };
	return answer(userId, objectId, { first, classKey: same ? 'ese' : 'agn' });
}

describe('completeness', () => {
	test('prints the tables of a queue by its name, with intervals', async () => {
		const { code, stdout, stderr } = await commandLine(['completeness', 'variables of first']);
		expect([code, stderr]).toEqual([0, '']);
		expect(stdout).toContain('10 made events and 12 repeats answered');
		expect(stdout).toMatch(/^all +8\/13 62 % \(36-82\) +6\/10 60 % \(31-83\)/m);
		expect(stdout).toMatch(/^20 to 40 +7\/8 88 % \(53-98\) +5\/5 100 %/m);
		expect(stdout).toMatch(/^ESE +9\/12 75 % \(47-91\)/m);
	});

	test('gives the same numbers as JSON and CSV, by the queue’s id and another threshold', async () => {
		const args = ['completeness', queue.id, '--threshold', '0.8', '--json', '--csv', 'table.csv'];
		const outcome = await commandLine(args);
		expect(outcome.code).toBe(0);
		expect(json(outcome)).toMatchObject({
			queue: { id: queue.id, name: 'variables of first' },
			threshold: 0.8,
			answered: 10,
			of: [
				{ finder: 'answers' },
				{ finder: 'team' },
				{ finder: 'score', all: { n: 10, found: 2 } }
			],
			repeats: {
				people: 1,
				all: { team: { n: 12, found: 9, share: 0.75 }, you: null },
				classes: [{ classKey: 'ese' }]
			}
		});
		const csv = await readFile(join(installation.RAW_IMAGE_DIR, 'table.csv'), 'utf8');
		expect(csv).toMatch(/^finder,by,from,to,n,found,share,low_95,high_95\r\n/);
		expect(csv).toContain('score>=0.8,all,,,10,2,0.2000,');
		expect(csv).toContain('team,purity,ese,,12,9,0.7500,0.4677,0.9111\r\n');
		expect(csv).not.toMatch(/^you/m);
	});

	test.each([
		[['completeness'], 2, 'Give QUEUE after completeness.'],
		[['completeness', 'first', '--threshold', '2'], 2, '--threshold must be a number from 0 to 1.'],
		[['completeness', 'nobody'], 1, 'There is no queue “nobody”. The latest are “twice”'],
		[['completeness', 'twice'], 1, '2 queues are called “twice”: say one by its id'],
		[
			['completeness', 'variables of first', '--csv', '/none/x.csv'],
			1,
			'/none/x.csv does not exist'
		]
	])('%j ends with %i', async (args, code, sentence) => {
		const outcome = await commandLine(args);
		expect(outcome.stderr).toContain(sentence);
		expect([outcome.code, outcome.stdout]).toEqual([code, '']);
	});
});

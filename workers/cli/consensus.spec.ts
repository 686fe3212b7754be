import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ConsensusReport } from '#science/consensus/consensusReport.ts';
import { parseVotes } from '#server/files/votesCsv.ts';
import { consensusCommand, consensusOfFile, parseOptions } from './consensus.ts';
import { consensusText } from './consensusText.ts';
import { Output } from './output.ts';

/** 50 items, the table [[20, 5], [10, 15]] of Ana and Bo: κ is 0.4. */
const TABLE = [
	...Array.from({ length: 20 }, () => ['yes', 'yes']),
	...Array.from({ length: 5 }, () => ['yes', 'no']),
	...Array.from({ length: 10 }, () => ['no', 'yes']),
	...Array.from({ length: 15 }, () => ['no', 'no'])
];
const CSV = [
	'person,extra,item,label',
	...TABLE.flatMap(([ana, bo], k) => [`Ana,1,c${k},${ana}`, `Bo,2,c${k},${bo}`])
].join('\n');

const read = (text: string) => parseVotes(new TextEncoder().encode(text), 'votes.csv');

describe('consensus', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'caustic-consensus-'));
	});
	afterAll(() => rm(folder, { recursive: true }));
	afterEach(() => vi.restoreAllMocks());

	async function run(text: string, values: Record<string, string | boolean> = {}): Promise<string> {
		const path = join(folder, 'votes.csv');
		await writeFile(path, text);
		let written = '';
		vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
			written += String(part);
			return true;
		});
		try {
			await consensusCommand.run(
				{ values, positionals: [path] },
				new Output({ json: values.json === true })
			);
		} catch (error) {
			expect(written).toBe('');
			throw error;
		}
		return written;
	}

	test('prints one JSON object with every statistic', async () => {
		// The text is our own command's JSON.
		const report = JSON.parse(await run(CSV, { json: true })) as ConsensusReport;
		expect(report.agreement.cohenKappa.value).toBeCloseTo(0.4, 12);
		expect(report.agreement.pairs[0].table).toEqual([
			[15, 10],
			[5, 20]
		]);
		expect(report.counts).toMatchObject({ given: 100, counted: 100, items: 50, people: 2 });
		expect(report.items[0].votes[0].bits).toBeGreaterThan(0);
		expect(report.people[0].confusion.swap).toHaveLength(2);
		expect(report.notes[0]).toContain('no column blind');
	});

	test('prints a table for people', async () => {
		const text = await run(CSV);
		expect(text).toContain('100 votes of 2 people on 50 items');
		expect(text).toMatch(/Krippendorff’s α, nominal +0\.\d{4} +95 %: -?0\.\d+ to 0\.\d+/);
		expect(text).toMatch(/Cohen’s κ +0\.4000/);
		expect(text).toMatch(/Ana – Bo +50 +0\.7000/);
		expect(text).toContain('… and 30 more: --json has all.');
		expect(text).not.toMatch(/NaN|undefined/);
	});

	test('prints nothing but the sentence when the file is wrong', async () => {
		await expect(run('item,person,label\na,b,\n')).rejects.toThrow('line 2, column label');
	});

	test('gives the same bytes for the same seed', async () => {
		const first = await run(CSV, { json: true, seed: '5' });
		vi.restoreAllMocks();
		expect(await run(CSV, { json: true, seed: '5' })).toBe(first);
	});
});

test('votes cast after the reveal and votes replaced are said', () => {
	const file = read(
		'item,person,label,blind\na,A,x,1\na,B,y,1\na,B,x,1\na,C,y,0\nb,A,y,1\nb,B,y,1\n'
	);
	const report = consensusOfFile(file, parseOptions({}), 'votes.csv');
	expect(report.notes.slice(0, 2)).toEqual([
		'1 vote was replaced: the last vote of a person on an item counts.',
		'1 vote was cast after others’ votes had been shown, and left out of every statistic: only blind votes are independent.'
	]);
	expect(consensusText(report)).toContain('Note: 1 vote was replaced');
});

test('an order that forgets a label names its line', () => {
	const file = read('item,person,label\na,A,low\na,B,high\n');
	const options = parseOptions({ order: 'low, middle' });
	expect(() => consensusOfFile(file, options, 'votes.csv')).toThrow(
		'votes.csv: line 3, column label: “high” is not in --order.'
	);
});

test('names that would drive a terminal do not reach it', () => {
	const file = read('item,person,label\n\u001b[2Ja,A,"x\ny"\nb,B,z\n');
	const text = consensusText(consensusOfFile(file, parseOptions({}), 'votes.csv'));
	expect(text).not.toContain('\u001b');
});

test.each([
	[{ resamples: 'many' }, '--resamples must be a whole number from 0 to 100000.'],
	[{ restarts: '-1' }, '--restarts must be a whole number'],
	[{ order: 'a,,b' }, '--order needs labels separated by commas']
])('%j is refused', (values, sentence) => {
	expect(() => parseOptions(values)).toThrow(sentence);
});

import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { reportConsensus, type ConsensusOptions } from './consensusReport.ts';
import { lastVotes, type GivenVote } from './votes.ts';

const OPTIONS: ConsensusOptions = { seed: 1, resamples: 50, restarts: 3, countRevealed: false };

function vote(
	item: string,
	person: string,
	label: string,
	more: Partial<GivenVote> = {}
): GivenVote {
	return { item, person, label, blind: true, confidence: null, time: null, ...more };
}

/** Three people on thirty items. */
function session(seed: string): GivenVote[] {
	const random = new Random(seed);
	return Array.from({ length: 90 }, (_, k) => {
		const item = Math.floor(k / 3);
		const label = random.uniform() < 0.8 ? item % 3 : random.integer(3);
		return vote(`c${item}`, ['Ana', 'Bo', 'Cy'][k % 3], ['ese', 'agn', 'artefact'][label]);
	});
}

describe('a person who votes twice on an item', () => {
	test('has the vote of the later time, wherever it stands', () => {
		const votes = [
			vote('a', 'Ana', 'late', { time: 5 }),
			vote('a', 'Ana', 'early', { time: 3 }),
			vote('a', 'Bo', 'early')
		];
		expect(lastVotes(votes).map(({ label }) => label)).toEqual(['late', 'early']);
	});

	test('has the last of the list where times are missing, and the report says so', () => {
		const votes = [vote('a', 'Ana', 'x', { time: 9 }), vote('a', 'Bo', 'x'), vote('a', 'Ana', 'y')];
		const report = reportConsensus(votes, OPTIONS);
		expect(report.counts).toMatchObject({ given: 3, superseded: 1, standing: 2 });
		expect(report.notes[0]).toBe(
			'1 vote was replaced: the last vote of a person on an item counts.'
		);
		expect(report.items[0].votes.map(({ label }) => label)).toEqual(['x', 'y']);
	});
});

describe('votes cast after the reveal', () => {
	const votes = [
		...session('sealed'),
		vote('c0', 'Di', 'ese', { blind: false, confidence: 'certain' }),
		vote('only revealed', 'Di', 'agn', { blind: false })
	];

	test('change no statistic, and are listed with their confidence and no bits', () => {
		const without = reportConsensus(session('sealed'), OPTIONS);
		const report = reportConsensus(votes, OPTIONS);
		expect(report.agreement).toEqual(without.agreement);
		expect(report.dawidSkene).toEqual(without.dawidSkene);
		expect(report.items[0].posterior).toEqual(without.items[0].posterior);
		expect(report.items[0].votes.at(-1)).toMatchObject({
			person: 'Di',
			bits: null,
			blind: false,
			confidence: 'certain'
		});
		expect(report.items.at(-1)).toMatchObject({ majority: [], dawidSkene: null });
		expect(report.people.at(-1)).toMatchObject({ person: 'Di', votes: 2, counted: 0 });
		expect(report.notes[0]).toMatch(/^2 votes were cast after .* left out/);
	});

	test('count when asked for', () => {
		const report = reportConsensus(votes, { ...OPTIONS, countRevealed: true });
		expect(report.counts).toMatchObject({ counted: 92, blind: 90, revealed: 2 });
		expect(report.items[0].votes.at(-1)?.bits).toBeGreaterThan(0);
	});
});

describe('a report', () => {
	test('is the same for the same votes and seed, and JSON keeps all of it', () => {
		const report = reportConsensus(session('same'), OPTIONS);
		expect(reportConsensus(session('same'), OPTIONS)).toEqual(report);
		expect(JSON.parse(JSON.stringify(report))).toEqual(report);
	});

	test('has posteriors and matrices whose rows sum to 1', () => {
		const report = reportConsensus(session('sums'), OPTIONS);
		const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
		for (const { posterior, dawidSkene } of report.items)
			for (const distribution of [posterior, dawidSkene])
				expect(sum(Object.values(distribution ?? {}))).toBeCloseTo(1, 9);
		for (const { confusion } of report.people)
			for (const row of [...(confusion.dawidSkene ?? []), ...(confusion.swap ?? [])])
				if (row) expect(sum(row)).toBeCloseTo(1, 9);
		expect(report.people).toHaveLength(3);
		for (const { skillBits } of report.people) {
			expect(skillBits).toBeGreaterThan(0);
			expect(skillBits).toBeLessThan(Math.log2(3));
		}
		expect(report.agreement.pairs).toHaveLength(3);
	});

	test('casts the votes in the order of their times', () => {
		const times = [3, 1, 2];
		const votes = ['x', 'y', 'z'].map((label, k) => vote('a', `p${k}`, label, { time: times[k] }));
		const [{ votes: cast }] = reportConsensus(votes, OPTIONS).items;
		expect(cast.map(({ label }) => label)).toEqual(['y', 'z', 'x']);
	});

	test.each([
		['no votes', []],
		['one person', [vote('a', 'Ana', 'x'), vote('b', 'Ana', 'y')]],
		['one class', [vote('a', 'Ana', 'x'), vote('a', 'Bo', 'x')]],
		['nobody together', [vote('a', 'Ana', 'x'), vote('b', 'Bo', 'y')]],
		['all revealed', [vote('a', 'Ana', 'x', { blind: false })]],
		['hostile names', [vote('__proto__', 'constructor', '__proto__'), vote('a', 'Bo', 'x')]]
	])('of %s holds no NaN: what is undefined is null with a reason', (_, votes) => {
		const report = reportConsensus(votes, OPTIONS);
		walk(report, (value) => {
			if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
		});
		const { observedAgreement, cohenKappa, fleissKappa, gwetAc1 } = report.agreement;
		for (const statistic of [observedAgreement, cohenKappa, fleissKappa, gwetAc1])
			if (statistic.value === null) expect(statistic.reason).toMatch(/^Undefined/);
		expect(report.agreement.krippendorffAlpha.nominal.value).toBeNull();
	});

	test('with an order of classes weighs how far people are apart', () => {
		const ranking = ['possible', 'likely', 'certain', 'never said'];
		const votes = ['possible', 'likely', 'certain', 'likely'].flatMap((label, k) => [
			vote(`c${k}`, 'Ana', label),
			vote(`c${k}`, 'Bo', ranking[Math.min(2, k)])
		]);
		const report = reportConsensus(votes, { ...OPTIONS, ranking });
		expect(report.classes).toEqual(ranking);
		expect(report.agreement.krippendorffAlpha.ordinal.value).not.toBeNull();
		expect(report.agreement.pairs[0].weightedKappa?.quadratic.value).toBeGreaterThan(0);
		expect(report.agreement.krippendorffAlpha.interval.value).toBeNull();
	});

	test('warns where nearly everything is one class and κ says nothing', () => {
		const votes = Array.from({ length: 125 }, (_, k) => [
			vote(`c${k}`, 'Ana', k < 123 ? 'no' : 'yes'),
			vote(`c${k}`, 'Bo', k < 118 || k > 122 ? 'no' : 'yes')
		]).flat();
		const report = reportConsensus(votes, OPTIONS);
		expect(report.agreement.cohenKappa.value).toBeCloseTo(-0.0234, 4);
		expect(report.agreement.gwetAc1.value).toBeCloseTo(0.9408, 4);
		expect(report.notes.join(' ')).toContain('94.4 % of the pairs of votes agree, yet κ is -0.0');
	});
});

function walk(value: unknown, visit: (leaf: unknown) => void): void {
	if (typeof value === 'object' && value !== null)
		for (const part of Object.values(value)) walk(part, visit);
	else visit(value);
}

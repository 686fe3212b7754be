import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { evaluateRules, type RuledCandidate } from './evaluateRules.ts';
import {
	expertTeamRules,
	planetHuntersRules,
	swapCrowdRules,
	type VettingRule
} from './retirementRules.ts';

const CLASSES = ['ese', 'agn', 'artefact'];
const EXPERTS = expertTeamRules(['ese'], ['unsure']);

function candidate(labels: readonly string[], more: Partial<RuledCandidate> = {}): RuledCandidate {
	return {
		retired: false,
		votes: labels.map((label) => ({ label, blind: true })),
		classes: CLASSES,
		posterior: null,
		scoreChange: null,
		...more
	};
}

describe('an expert team', () => {
	test('retires what is sure after two blind votes, naming rule, version and numbers', () => {
		const posterior = [0.9731, 0.02, 0.0069];
		expect(evaluateRules(EXPERTS, candidate(['ese', 'ese'], { posterior }))).toEqual({
			ruleId: 'sure',
			ruleVersion: 1,
			action: { kind: 'retire', as: 'ese' },
			sentence:
				'Retired as ese by rule sure (version 1): the posterior of ese is 0.9731 (at least 0.95), and 2 blind votes (at least 2).'
		});
		expect(evaluateRules(EXPERTS, candidate(['ese'], { posterior }))).toBeNull();
	});

	test('does not count a revealed vote as independent', () => {
		const votes = [
			{ label: 'ese', blind: true },
			{ label: 'ese', blind: false }
		];
		const seen = candidate([], { votes, posterior: [0.99, 0.005, 0.005] });
		expect(evaluateRules(EXPERTS, seen)).toBeNull();
	});

	test('retires what is hopeless at 0.01, whatever else it is', () => {
		const seen = candidate(['agn', 'agn'], { posterior: [0.01, 0.6, 0.39] });
		expect(evaluateRules(EXPERTS, seen)).toMatchObject({
			ruleId: 'hopeless',
			action: { kind: 'retire', as: 'agn' }
		});
	});

	test('sends disagreement and doubt to a session, before anything retires', () => {
		const posterior = [0.97, 0.02, 0.01];
		expect(evaluateRules(EXPERTS, candidate(['ese', 'agn'], { posterior }))).toMatchObject({
			ruleId: 'disagreement',
			action: { kind: 'route', to: 'session' }
		});
		expect(evaluateRules(EXPERTS, candidate(['unsure', 'ese'], { posterior }))).toMatchObject({
			ruleId: 'unsure-and-wanted'
		});
		expect(evaluateRules(EXPERTS, candidate(['agn', 'agn', 'ese'], { posterior }))).toMatchObject({
			ruleId: 'sure'
		});
	});

	test('opens a retired candidate when its score moved by more than 25, either way', () => {
		const again = (scoreChange: number | null) =>
			evaluateRules(EXPERTS, candidate(['agn', 'agn'], { retired: true, scoreChange }));
		expect(again(null)).toBeNull();
		expect(again(25)).toBeNull();
		expect(again(-25.5)?.sentence).toBe(
			'Opened again by rule new-evidence (version 1): its score moved by 25.5 (above 25).'
		);
	});
});

describe('crowds', () => {
	const crowd = swapCrowdRules(['ese']);
	const times = (count: number, label: string) => Array<string>(count).fill(label);

	test('SWAP: sure after more than five votes, experts after more than ten unless they have been', () => {
		const low = [0.05, 0.5, 0.45];
		const middle = [0.5, 0.3, 0.2];
		expect(evaluateRules(crowd, candidate(times(5, 'agn'), { posterior: low }))).toBeNull();
		expect(evaluateRules(crowd, candidate(times(6, 'agn'), { posterior: low }))?.ruleId).toBe(
			'swap-reject'
		);
		expect(evaluateRules(crowd, candidate(times(10, 'agn'), { posterior: middle }))).toBeNull();
		expect(
			evaluateRules(crowd, candidate(times(11, 'agn'), { posterior: middle }))?.action
		).toEqual({ kind: 'route', to: 'experts' });
		const votes = times(11, 'agn').map((label) => ({ label, blind: true, roles: ['expert'] }));
		expect(evaluateRules(crowd, candidate([], { votes, posterior: middle }))).toBeNull();
	});

	test('Planet Hunters: eight nothing, ten something, fifteen in any case', () => {
		const rules = planetHuntersRules(['ese', 'agn'], 'artefact');
		const ruleOf = (labels: string[]) => evaluateRules(rules, candidate(labels))?.ruleId;
		expect(ruleOf(times(7, 'artefact'))).toBeUndefined();
		expect(ruleOf(times(8, 'artefact'))).toBe('eight-nothing');
		expect(ruleOf([...times(6, 'ese'), ...times(4, 'agn')])).toBe('ten-something');
		expect(ruleOf([...times(7, 'artefact'), ...times(8, 'ese')])).toBe('fifteen-votes');
	});

	test('so many of the first votes agree', () => {
		const rule: VettingRule = {
			id: 'four-of-five',
			version: 3,
			when: [{ kind: 'agreeing', atLeast: 4, ofFirst: 5 }],
			then: { kind: 'retire', as: 'likeliest' }
		};
		const labels = ['agn', 'agn', 'ese', 'agn', 'ese', 'agn'];
		expect(evaluateRules([rule], candidate(labels))).toBeNull();
		expect(evaluateRules([rule], candidate(['agn', 'agn', 'ese', 'agn', 'agn']))?.sentence).toBe(
			'Retired as agn by rule four-of-five (version 3): 4 of the first 5 votes say agn (at least 4 of 5).'
		);
	});

	test('a tie retires without a verdict, and a rule without conditions never holds', () => {
		const rule: VettingRule = {
			id: 'two',
			version: 1,
			when: [{ kind: 'votes', atLeast: 2 }],
			then: { kind: 'retire', as: 'likeliest' }
		};
		expect(evaluateRules([rule], candidate(['ese', 'agn']))?.action).toEqual({
			kind: 'retire',
			as: null
		});
		expect(evaluateRules([{ ...rule, when: [] }], candidate(['ese']))).toBeNull();
	});
});

test('rules survive JSON, and more votes of the same kind never undo a count', () => {
	const random = new Random('rules');
	const rules = planetHuntersRules(['ese'], 'artefact');
	const stored = JSON.parse(JSON.stringify(rules)) as VettingRule[];
	for (let trial = 0; trial < 200; trial++) {
		const labels = Array.from(
			{ length: random.integer(20) },
			() => [...CLASSES, 'unsure'][random.integer(4)]
		);
		const now = evaluateRules(rules, candidate(labels));
		expect(evaluateRules(stored, candidate(labels))).toEqual(now);
		const later = evaluateRules(rules, candidate([...labels, 'artefact']));
		if (now !== null) expect(later).not.toBeNull();
	}
});

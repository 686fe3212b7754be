import {
	expertTeamRules,
	planetHuntersRules,
	swapCrowdRules,
	type VettingRule
} from './retirementRules.ts';

/** Ready-made sets of rules, in the order in which they are offered. */
type RulePreset = 'none' | 'expert' | 'swap' | 'planetHunters';

/** The class that says that there is nothing, where a class list has it. */
const NOTHING = 'not-variable';
const UNSURE = ['unsure'];

/** A ready-made set for these wanted classes, of those that can be voted for. */
export function presetRules(
	preset: RulePreset,
	{ wanted, classes }: { wanted: readonly string[]; classes: readonly string[] }
): VettingRule[] {
	switch (preset) {
		case 'none':
			return [];
		case 'expert':
			return expertTeamRules(wanted, UNSURE);
		case 'swap':
			return swapCrowdRules(wanted);
		case 'planetHunters': {
			const unwanted = classes.filter((key) => !wanted.includes(key));
			const nothing = unwanted.includes(NOTHING) ? NOTHING : (unwanted.at(-1) ?? NOTHING);
			return planetHuntersRules(wanted, nothing);
		}
	}
}

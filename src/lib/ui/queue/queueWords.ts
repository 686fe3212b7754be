import type { RuleChoice } from '#schema/queueSettings.ts';
import type { Sealing, WorkOrderName } from '#schema/queue.ts';

/** Each sealing in a word or two, and in a sentence. */
export const SEALING_WORDS: Record<Sealing, { mark: string; means: string }> = {
	open: { mark: 'open', means: 'everyone’s votes show at once' },
	blind: { mark: 'blind', means: 'others’ votes are sealed until one has voted oneself' },
	quorum: {
		mark: 'sealed until quorum',
		means: 'votes are sealed until as many have voted as opinions are wanted'
	},
	chair: { mark: 'sealed until revealed', means: 'votes are sealed until the chair reveals them' }
};

export const WORK_ORDER_WORDS: Record<WorkOrderName, string> = {
	rank: 'rank: the most conspicuous first',
	uncertainty: 'uncertainty: where the likeliest class is the least probable',
	margin: 'margin: where the two likeliest classes are closest',
	entropy: 'entropy: where the probabilities are most spread out',
	voteEntropy: 'vote entropy: where the votes disagree most',
	bald: 'BALD: where the voters disagree although each is sure',
	information: 'information per minute of the person who votes',
	newest: 'newest first',
	random: 'random'
};

export const RULE_CHOICE_WORDS: Record<RuleChoice, string> = {
	none: 'none: candidates stay until somebody retires them',
	expert: 'expert team of 3 to 10: two blind votes that make it sure, disagreement to a session',
	swap: 'crowd (SWAP): sure after 6 votes, experts after 11',
	planetHunters: 'Planet Hunters: 8 times nothing, 10 times something, 15 votes',
	own: 'own rules, as JSON'
};

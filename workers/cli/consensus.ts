import { resolve } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { reportConsensus, type ConsensusReport } from '#science/consensus/consensusReport.ts';
import { readVotesCsv, type VotesFile } from '#server/files/votesCsv.ts';
import { callerDirectory, type Command, type CommandArguments } from './command.ts';
import { consensusText } from './consensusText.ts';

export const consensusCommand: Command = {
	name: 'consensus',
	positionals: ['VOTES.csv'],
	summary: 'Agreement, posteriors and who confuses what, from a file of votes.',
	help: `VOTES.csv has the columns item, person and label, and perhaps blind (true or false), confidence
and time (a date or a number), in any order; others are ignored. The last vote of a person on an item
counts, by time or else by place in the file. Only blind votes enter the statistics; without that
column all are blind.

It gives Krippendorff's α with a bootstrap interval, Cohen's and Fleiss' κ and Gwet's AC1, for all and
for every two people; the classes, posteriors and matrices of Dawid & Skene with a look for other
maxima; and the live posterior (SWAP for many classes) of every item with the bits that each vote told.
What is undefined is null with the reason. Needs no database.
Example: npm run cli -- consensus votes.csv --json`,
	options: {
		order: { type: 'string' },
		seed: { type: 'string' },
		resamples: { type: 'string' },
		restarts: { type: 'string' },
		'count-revealed': { type: 'boolean' }
	},
	optionHelp: {
		'--order A,B,C':
			'The labels from low to high, for ordinal α and weighted κ. Numbers order themselves.',
		'--seed S': 'Of the bootstrap and the random starts (1).',
		'--resamples N': 'Bootstrap resamples (1000).',
		'--restarts N': 'Random starts of Dawid & Skene at most (20); fewer where the votes are many.',
		'--count-revealed': 'Count also votes cast after others’ had been shown.'
	},
	needsEngines: false,
	async run({ values, positionals }, output) {
		const [name] = positionals;
		const options = parseOptions(values);
		const file = await readVotesCsv(resolve(callerDirectory(), name));
		const report = consensusOfFile(file, options, name);
		output.result(report, consensusText(report));
		return true;
	}
};

interface Options {
	seed: string;
	resamples: number;
	restarts: number;
	countRevealed: boolean;
	ranking?: string[];
}

/** The report, with what the file left unsaid among its notes. */
export function consensusOfFile(
	{ votes, statesBlind }: VotesFile,
	options: Options,
	path: string
): ConsensusReport {
	const stranger = votes.find(({ label }) => options.ranking?.includes(label) === false);
	if (stranger)
		throw new Failure(
			'Invalid',
			`${path}: line ${stranger.line}, column label: “${stranger.label.replace(/\p{Cc}/gu, ' ')}” is not in --order. Name every label there.`,
			path
		);
	const report = reportConsensus(votes, options);
	if (statesBlind) return report;
	const note =
		'The file has no column blind: all votes are taken as given without sight of others’.';
	return { ...report, notes: [note, ...report.notes] };
}

export function parseOptions(values: CommandArguments['values']): Options {
	const { order, seed } = values;
	const options = {
		seed: typeof seed === 'string' ? seed : '1',
		resamples: wholeNumber(values, 'resamples', { standard: 1000, most: 100_000 }),
		restarts: wholeNumber(values, 'restarts', { standard: 20, most: 1000 }),
		countRevealed: values['count-revealed'] === true
	};
	if (typeof order !== 'string') return options;
	const ranking = order.split(',').map((label) => label.trim());
	if (ranking.includes('') || new Set(ranking).size !== ranking.length)
		throw new Failure('Invalid', '--order needs labels separated by commas, each once.', 'order');
	return { ...options, ranking };
}

function wholeNumber(
	values: CommandArguments['values'],
	name: string,
	{ standard, most }: { standard: number; most: number }
): number {
	const text = values[name];
	if (typeof text !== 'string') return standard;
	const number = /^\d+$/.test(text) ? Number(text) : NaN;
	if (!(number <= most))
		throw new Failure('Invalid', `--${name} must be a whole number from 0 to ${most}.`, name);
	return number;
}

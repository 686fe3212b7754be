import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LIKELY } from '#schema/eseScore.ts';
import { Failure } from '#schema/failure.ts';
import type { Queue } from '#schema/queue.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { completenessCsv } from '#server/queries/completenessCsv.ts';
import { completenessTables } from '#server/queries/completenessTables.ts';
import { store } from '#server/store/client.ts';
import { listAllQueues } from '#server/store/queues.ts';
import { callerDirectory, type Command, type CommandArguments } from './command.ts';
import { completenessText } from './completenessText.ts';

export const completenessCommand: Command = {
	name: 'completeness',
	positionals: ['QUEUE'],
	summary: 'How complete and how pure the vetting of a queue is, by its hidden tests.',
	help: `QUEUE is a queue's id, as in its address, or its name. The same tables as on its page:

Completeness: of the scattering events that were made and hidden in light curves of steady sources, the
share that was found, by their depth, by their width at half depth in days and by their S/N; by every
answer, by the team (at least half of the answers) and by the score, from a threshold on. A made event is
found by a vote for a class that the queue looks for. Beside it the false alarms: such votes on steady
sources as they are, of those that were revealed to everybody.
Purity: of the first answers of each class, the share given again when the same person was served the same
candidate later without being told. It is how well people agree with themselves, an upper limit to how
often a class is right.
Intervals are Wilson's, 95 %. Only what was answered counts, and no candidate is named. The shares of tests
and repeats are set in the queue's settings. With --json, null is a share of nothing or a bin without an end.
Example: npm run cli -- completeness 6jcnz3ekxxur8bav9s62 --threshold 0.8 --csv completeness.csv
         npm run cli -- completeness "variables of first-try"`,
	options: { csv: { type: 'string' }, threshold: { type: 'string' } },
	optionHelp: {
		'--csv FILE':
			'Also writes the tables there, a line for each bin and class; an old file is replaced.',
		'--threshold P': `Score from which on it counts as found, 0 to 1 (${LIKELY}).`
	},
	needsEngines: true,
	async run({ values, positionals: [named] }, output) {
		const threshold = thresholdOf(values);
		const queue = await queueNamed(named);
		const tables = await completenessTables(queue, threshold, null);
		if (typeof values.csv === 'string') {
			const path = resolve(callerDirectory(), values.csv);
			await withFile(path, () => writeFile(path, completenessCsv(tables)));
		}
		const { id, name } = queue;
		output.result({ queue: { id, name }, ...tables }, completenessText(queue, tables));
		return true;
	}
};

function thresholdOf({ threshold }: CommandArguments['values']): number {
	if (typeof threshold !== 'string') return LIKELY;
	const number = threshold.trim() === '' ? NaN : Number(threshold);
	if (number >= 0 && number <= 1) return number;
	throw new Failure('Invalid', '--threshold must be a number from 0 to 1.', 'threshold');
}

async function queueNamed(named: string): Promise<Queue> {
	const queues = await listAllQueues(store());
	const found = queues.find(({ id }) => id === named);
	if (found) return found;
	const alike = queues.filter(({ name }) => name === named);
	const [first] = alike;
	if (alike.length === 1) return first;
	if (alike.length === 0) {
		const names = queues.slice(0, 10).map(({ name }) => `“${name}”`);
		const there = names.length > 0 ? `The latest are ${names.join(', ')}.` : 'There is none yet.';
		throw new Failure('NotFound', `There is no queue “${named}”. ${there}`, 'QUEUE');
	}
	const ids = alike.map(({ id }) => id).join(', ');
	throw new Failure(
		'Conflict',
		`${alike.length} queues are called “${named}”: say one by its id, of ${ids}.`,
		'QUEUE'
	);
}

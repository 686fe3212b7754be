import { Failure } from '#schema/failure.ts';
import { cleanUpCutouts } from '#server/commands/cleanUpCutouts.ts';
import { config } from '#server/config.ts';
import type { Command } from './command.ts';

const DAY_MS = 86_400_000;
const MIB = 2 ** 20;

export const cleanUpCutoutsCommand: Command = {
	name: 'cleanup_cutouts',
	positionals: [],
	summary:
		'Remove cutouts kept on disk: those of deleted images, and the oldest beyond their room.',
	help: `Cutouts are kept under the data directory so that a page shows them at once; they are made again when
somebody looks. Workers do this once an hour with the limit of the environment (CUTOUT_CACHE_MIB).
Example: npm run cli -- cleanup_cutouts --older-than 30`,
	options: { 'older-than': { type: 'string' }, all: { type: 'boolean' } },
	optionHelp: {
		'--older-than DAYS': 'Remove those made longer ago, too.',
		'--all': 'Remove every one.'
	},
	needsEngines: true,
	async run({ values }, output) {
		const olderThan = values['older-than'] === undefined ? null : daysAgo(values['older-than']);
		const mostBytes = values.all ? 0 : config().CUTOUT_CACHE_MIB * MIB;
		const cleaned = await cleanUpCutouts({ mostBytes, olderThan });
		const { removed, removedBytes, kept, keptBytes } = cleaned;
		output.result(
			cleaned,
			`Removed ${removed} cutouts (${mib(removedBytes)}); ${kept} are kept (${mib(keptBytes)}).`
		);
		return true;
	}
};

function daysAgo(days: string | boolean): Date {
	const count = Number(days);
	if (typeof days === 'string' && days.trim() !== '' && count >= 0)
		return new Date(Date.now() - count * DAY_MS);
	throw new Failure('Invalid', `--older-than wants a number of days, not “${days}”.`, 'older-than');
}

function mib(bytes: number): string {
	return `${(bytes / MIB).toFixed(1)} MiB`;
}

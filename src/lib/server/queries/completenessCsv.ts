import type { FoundShare } from '#schema/foundShare.ts';
import { EVENT_SIZES, type CompletenessTables } from '#schema/honeypot.ts';

const COLUMNS = ['finder', 'by', 'from', 'to', 'n', 'found', 'share', 'low_95', 'high_95'];
/** Names of the sizes with their units. */
const COLUMN_OF = { depth: 'depth', durationDays: 'duration_d', snr: 'snr' } as const;

/**
 * Completeness and purity as a table for a paper: a line for each bin of each size and finder, those of no event left empty, and
 * one for each class that was repeated, with the class in `from`.
 */
export function completenessCsv({
	of,
	threshold,
	falseAlarms,
	repeats
}: CompletenessTables): string {
	const lines = of.flatMap(({ finder, all, by }) => {
		const name = finder === 'score' ? `score>=${threshold}` : finder;
		return [
			[name, 'all', '', '', ...numbers(all)],
			...EVENT_SIZES.flatMap((size) =>
				by[size].map((bin) => [
					...[name, COLUMN_OF[size], String(bin.from)],
					...[bin.to === Infinity ? '' : String(bin.to), ...numbers(bin)]
				])
			)
		];
	});
	const alarms = ['votes on steady sources', 'false alarms', '', '', ...numbers(falseAlarms)];
	const again = (by: string, from: string, { team, you }: Pair) => [
		['team', by, from, '', ...numbers(team)],
		...(you ? [['you', by, from, '', ...numbers(you)]] : [])
	];
	const purity = [
		...again('self-agreement', '', repeats.all),
		...repeats.classes.flatMap((own) => again('purity', own.classKey, own))
	];
	return [COLUMNS, ...lines, alarms, ...purity].map((cells) => cells.join(',') + '\r\n').join('');
}

interface Pair {
	team: FoundShare;
	you: FoundShare | null;
}

function numbers({ n, found, share, low, high }: FoundShare): string[] {
	const told = (value: number) => (Number.isFinite(value) ? value.toFixed(4) : '');
	return [String(n), String(found), told(share), told(low), told(high)];
}

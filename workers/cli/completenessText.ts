import type { FoundShare } from '#schema/foundShare.ts';
import {
	EVENT_SIZES,
	type CompletenessTables,
	type EventSize,
	type Finder
} from '#schema/honeypot.ts';
import type { Queue } from '#schema/queue.ts';
import { classLabel } from '#schema/taxonomy.ts';
import { table } from './table.ts';

const SIZE_TITLES: Record<keyof EventSize, string> = {
	depth: 'depth, %',
	durationDays: 'width, d',
	snr: 'S/N'
};

/** The tables of a queue's completeness and purity, for people. */
export function completenessText(queue: Queue, tables: CompletenessTables): string {
	const { answered, of, falseAlarms, repeats } = tables;
	const n = repeats.all.team.n;
	const title = `${queue.name}: ${answered} made events and ${n} repeats answered.`;
	if (n === 0 && of.every(({ all }) => all.n === 0)) {
		const { testShare, repeatShare } = queue;
		return `${title} Of what people are served ${testShare} % are made events and ${repeatShare} % repeats.`;
	}
	const finders = of.map(({ finder }) => finderWord(finder, tables));
	const sizes = EVENT_SIZES.map((size) => {
		const bins = of[0].by[size].map(({ from, to }, place) => [
			rangeWord(size, from, to),
			...of.map(({ by }) => shareWord(by[size][place]))
		]);
		return table([[SIZE_TITLES[size], ...finders], ...bins]);
	});
	const purity = repeats.classes.map(({ classKey, team }) => [
		classLabel(queue.taxonomy, classKey),
		shareWord(team)
	]);
	return [
		title,
		table([
			['found', ...finders],
			['all', ...of.map(({ all }) => shareWord(all))]
		]),
		...sizes,
		`False alarms on steady sources: ${shareWord(falseAlarms)}.`,
		table([
			['purity by first answer', 'given again'],
			...purity,
			['any class', shareWord(repeats.all.team)]
		])
	].join('\n\n');
}

function finderWord(finder: Finder, { threshold }: Pick<CompletenessTables, 'threshold'>): string {
	return { answers: 'every answer', team: 'the team', you: 'you', score: `score >= ${threshold}` }[
		finder
	];
}

function rangeWord(size: keyof EventSize, from: number, to: number): string {
	const told = (value: number) => String(Math.round(size === 'depth' ? 100 * value : value));
	return to === Infinity ? `from ${told(from)}` : `${told(from)} to ${told(to)}`;
}

/** `8/10 80 % (49-94)` */
function shareWord({ n, found, share, low, high }: FoundShare): string {
	if (n === 0) return '-';
	const percent = (value: number) => (100 * value).toFixed(0);
	return `${found}/${n} ${percent(share)} % (${percent(low)}-${percent(high)})`;
}

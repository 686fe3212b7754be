import type { AgreementReport } from '#science/consensus/agreementReport.ts';
import type { ConsensusReport } from '#science/consensus/consensusReport.ts';
import type { ItemReport } from '#science/consensus/itemReport.ts';
import { METRICS } from '#science/consensus/krippendorff.ts';
import type { Statistic } from '#science/consensus/statistic.ts';

/** Rows of a table that are shown; JSON has all. */
const SHOWN = 20;

/** Names come from a file and go to a terminal. */
const CONTROL = /(?!\n)\p{Cc}/gu;

/** The report for people to read: agreement, pairs, people, what is disputed, and what to beware of. */
export function consensusText(report: ConsensusReport): string {
	return [
		overview(report),
		section('Agreement', agreementRows(report.agreement)),
		pairsSection(report),
		peopleSection(report),
		itemsSection(report),
		report.notes.map((note) => `Note: ${note}`).join('\n')
	]
		.filter((part) => part !== '')
		.join('\n\n')
		.replace(CONTROL, ' ');
}

function overview({ counts, classes, classOrder }: ConsensusReport): string {
	const order = { numbers: ', ordered as numbers', given: ', in the order given', none: '' };
	return (
		`${counts.counted} votes of ${counts.people} people on ${counts.items} items, ` +
		`${counts.itemsWithTwo} of them with two votes or more.\n` +
		`Classes${order[classOrder]}: ${classes.map((name) => `${name} (${counts.byClass[name] ?? 0})`).join(', ')}.`
	);
}

function agreementRows(agreement: AgreementReport): string[][] {
	const { observedAgreement, cohenKappa, fleissKappa, gwetAc1, krippendorffAlpha } = agreement;
	const alphas = METRICS.map((metric) => {
		const alpha = krippendorffAlpha[metric];
		const interval = alpha.value === null ? null : alpha.interval;
		const range = interval
			? `${100 * interval.level} %: ${figure(interval.low)} to ${figure(interval.high)}`
			: '';
		return [`Krippendorff’s α, ${metric}`, shown(alpha), range];
	});
	const pairs = cohenKappa.value !== null && cohenKappa.pairs > 1;
	return [
		...alphas,
		['observed agreement', shown(observedAgreement), ''],
		['Cohen’s κ', shown(cohenKappa), pairs ? `mean of ${cohenKappa.pairs} pairs` : ''],
		['Fleiss’ κ', shown(fleissKappa), ''],
		['Gwet’s AC1', shown(gwetAc1), '']
	];
}

/** The pairs that agree least, for they should talk. */
function pairsSection({ agreement: { pairs } }: ConsensusReport): string {
	if (pairs.length === 0) return '';
	const sorted = [...pairs].sort((a, b) => a.agreement - b.agreement);
	const rows = sorted
		.slice(0, SHOWN)
		.map(({ people, items, agreement, cohenKappa, gwetAc1 }) => [
			people.join(' – '),
			String(items),
			figure(agreement),
			brief(cohenKappa),
			brief(gwetAc1)
		]);
	const title = 'Pairs, the least agreeing first';
	return section(title, [['', 'items', 'agree', 'κ', 'AC1'], ...rows], pairs.length - SHOWN);
}

/** How often each person is right, class by class. */
function peopleSection({ people, classes, dawidSkene }: ConsensusReport): string {
	if ('reason' in dawidSkene) return `Dawid & Skene: ${dawidSkene.reason}`;
	const rows = people.slice(0, SHOWN).map(({ person, counted, confusion }) => [
		person,
		String(counted),
		...classes.map((_, k) => {
			const row = confusion.dawidSkene?.[k];
			return row ? figure(row[k]) : '–';
		})
	]);
	const shares = [
		'(share of items)',
		'',
		...classes.map((name) => figure(dawidSkene.priors[name]))
	];
	const title = `How often right, by class (Dawid & Skene, ln L ${dawidSkene.logLikelihood.toFixed(4)})`;
	return section(title, [['', 'votes', ...classes], ...rows, shares], people.length - SHOWN);
}

function itemsSection({ items }: ConsensusReport): string {
	const sorted = [...items].sort((a, b) => b.voteEntropyBits - a.voteEntropyBits);
	const rows = sorted
		.slice(0, SHOWN)
		.map((item) => [
			item.item,
			tally(item),
			likeliest(item.posterior),
			likeliest(item.dawidSkene),
			item.votes.map(({ bits }) => (bits === null ? '–' : figure(bits))).join(' ')
		]);
	const header = ['', 'votes', 'live posterior', 'Dawid & Skene', 'bits of each vote'];
	return section('Items, the most disputed first', [header, ...rows], items.length - SHOWN);
}

function tally({ votes }: ItemReport): string {
	const counts = new Map<string, number>();
	for (const { label } of votes) counts.set(label, (counts.get(label) ?? 0) + 1);
	return [...counts]
		.sort((a, b) => b[1] - a[1])
		.map(([label, count]) => `${count} ${label}`)
		.join(', ');
}

function likeliest(posterior: Record<string, number> | null): string {
	if (posterior === null) return '–';
	const [name, probability] = Object.entries(posterior).reduce((a, b) => (b[1] > a[1] ? b : a));
	return `${name} ${figure(probability)}`;
}

function section(title: string, rows: string[][], hidden = 0): string {
	const more = hidden > 0 ? `\n  … and ${hidden} more: --json has all.` : '';
	return `${title}\n${table(rows)}${more}`;
}

function table(texts: string[][]): string {
	const rows = texts.map((row) => row.map((cell) => cell.replaceAll('\n', ' ')));
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	return rows
		.map((row) => `  ${row.map((cell, k) => cell.padEnd(widths[k])).join('  ')}`.trimEnd())
		.join('\n');
}

function shown(statistic: Statistic): string {
	return statistic.value === null ? statistic.reason : figure(statistic.value);
}

function brief(statistic: Statistic): string {
	return statistic.value === null ? '–' : figure(statistic.value);
}

function figure(value: number): string {
	return value.toFixed(4);
}

import { imagesByDate } from './epochs.ts';

const DAY_MS = 86_400_000;

/** What is known of an image before it is ingested; null where its header could not be read. */
export interface DatedImage {
	datetimeMs: number | null;
	frequencyMhz: number | null;
}

interface Proposal {
	/** An epoch ends where the next image follows more than this later. */
	gapDays: number;
	/** Names of epochs that are there already: the new ones follow them. */
	known?: readonly string[];
}

/**
 * Names of epochs for images by their dates, in the order of the images. Numbers have leading zeros, because epochs are
 * taken in the order of their names, where “epoch10” comes before “epoch2”. Where images of several frequencies are
 * of one date, the frequency is part of the name: measurements of one epoch that coincide count as one, and those of
 * two bands are two. An image of unknown date gets no name.
 */
export function proposeEpochs(
	images: readonly DatedImage[],
	{ gapDays, known = [] }: Proposal
): string[] {
	const names = images.map(() => '');
	const dated = images.flatMap(({ datetimeMs, frequencyMhz }, index) =>
		datetimeMs === null ? [] : [{ datetimeMs, frequencyMhz, index }]
	);
	const last = Math.max(0, ...known.map(numberOf));
	const order = imagesByDate(dated).map((place) => dated[place]);
	const numbers: number[] = [];
	let number = last;
	for (const [rank, { datetimeMs }] of order.entries()) {
		if (rank === 0 || datetimeMs - order[rank - 1].datetimeMs > gapDays * DAY_MS) number++;
		numbers.push(number);
	}
	const digits = Math.max(2, String(number).length, ...known.map(digitsOf));
	const bands = bandNames(order.map((image, rank) => ({ ...image, number: numbers[rank] })));
	for (const [rank, { index, frequencyMhz }] of order.entries())
		names[index] =
			`${stemOf(known)}${String(numbers[rank]).padStart(digits, '0')}${bands(frequencyMhz)}`;
	return names;
}

/** The ending that tells a band's epochs from another's of the same date; none where no date has two. */
function bandNames(
	images: { frequencyMhz: number | null; number: number }[]
): (frequencyMhz: number | null) => string {
	const first = new Map<number, number | null>();
	let differ = false;
	for (const { number, frequencyMhz } of images) {
		if (!first.has(number)) first.set(number, frequencyMhz);
		else if (first.get(number) !== frequencyMhz) differ = true;
	}
	const digits = Math.max(0, ...images.map(({ frequencyMhz }) => written(frequencyMhz).length));
	return (frequencyMhz) => (differ ? `-${written(frequencyMhz).padStart(digits, '0')}MHz` : '');
}

function written(frequencyMhz: number | null): string {
	return frequencyMhz === null ? '' : String(Math.round(frequencyMhz));
}

const NUMBER = /^(\D*)(\d+)/;

function numberOf(name: string): number {
	return Number(NUMBER.exec(name)?.[2] ?? 0);
}

function digitsOf(name: string): number {
	return NUMBER.exec(name)?.[2].length ?? 0;
}

/** What the epochs that are there begin with. */
function stemOf(known: readonly string[]): string {
	return known.length === 0 ? 'epoch' : (NUMBER.exec(known[known.length - 1])?.[1] ?? 'epoch');
}

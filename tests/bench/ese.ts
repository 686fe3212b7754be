import { lightCurveFeatures } from '#science/ese/lightCurveFeatures.ts';
import { Random } from '#science/stats/random.ts';
import { areaUnderCurve } from './eseArea.ts';
import { CLASSES, simulateSet, type SimulatedClass, type SimulatedSource } from './eseSets.ts';
import type { Row } from './report.ts';

/** Not the seed of the calibration. */
const SEED = 'bench 1';
const PER_CLASS = 80;
const ONE_BAND = [887.5];
const TWO_BANDS = [887.5, 1367.5];

interface Scored {
	truth: SimulatedClass;
	score: number;
	numbers: Record<string, number>;
}

/** How well the score tells scattering events from everything else, and how fast. */
export function benchEse(): Promise<Row[]> {
	return Promise.resolve([...SETS.flatMap(separation), ...ranking(25), ...ranking(120), speed()]);
}

interface SimulatedSet {
	epochs: number;
	bands: number[];
	otherShapes: boolean;
	target: number;
}

/** Seeded sets: in forms the calibration has seen, and in forms it has not. */
const SETS: SimulatedSet[] = [false, true].flatMap((otherShapes) => [
	{ epochs: 25, bands: ONE_BAND, otherShapes, target: 0.95 },
	{ epochs: 120, bands: ONE_BAND, otherShapes, target: 0.97 },
	{ epochs: 25, bands: TWO_BANDS, otherShapes, target: 0.95 },
	{ epochs: 120, bands: TWO_BANDS, otherShapes, target: 0.97 }
]);

/** Area under the ROC curve against all other classes together and each alone. */
function separation({ epochs, bands, otherShapes, target }: SimulatedSet): Row[] {
	const scored = benchSet({ epochs, bands, otherShapes }).map(scoreOf);
	const forms = otherShapes ? ', other forms' : '';
	const what = `${epochs} epochs, ${bands.length} band${bands.length > 1 ? 's' : ''}${forms}`;
	const present = new Set(scored.map(({ truth }) => truth));
	const others = CLASSES.filter((name) => name !== 'ese' && present.has(name));
	const rows: Row[] = [
		auc(`AUC, ${what}`, `all other classes; target ${target}`, scored, (one) => one.score),
		...others.map((name) =>
			auc(
				`AUC, ${what}`,
				`${name}; target 0.90`,
				scored.filter(({ truth }) => truth === 'ese' || truth === name),
				(one) => one.score
			)
		)
	];
	const rivals: [string, string][] = [
		['eta', 'η'],
		['v', 'V'],
		['dsa_sigma_deviation', 'DSA-110’s σ-deviation'],
		['dsa_composite', 'DSA-110’s composite'],
		['lens_delta_chi2', 'lens Δχ² alone']
	];
	return [
		...rows,
		...rivals.map(([column, name]) =>
			auc(`AUC of ${name}, ${what}`, 'all other classes', scored, ({ numbers }) => numbers[column])
		)
	];
}

/** The sources of one set: with one band, an achromatic event cannot be told from a lens, so there is none. */
export function benchSet({
	epochs,
	bands,
	otherShapes
}: Omit<SimulatedSet, 'target'>): SimulatedSource[] {
	const counts = Object.fromEntries(CLASSES.map((name) => [name, PER_CLASS]));
	counts.ese = 2 * PER_CLASS;
	if (bands.length === 1) counts['symmetric achromatic'] = 0;
	const random = new Random(`${SEED} ${epochs} ${bands.length}`);
	return simulateSet({ epochs, bands, counts, otherShapes }, random);
}

function scoreOf(source: SimulatedSource): Scored {
	const { eseScore, numbers } = lightCurveFeatures(source);
	return { truth: source.truth, score: eseScore, numbers };
}

function auc(what: string, note: string, scored: Scored[], by: (one: Scored) => number): Row {
	const ranked = scored.map((one) => ({ isEse: one.truth === 'ese', value: by(one) }));
	const { area, error } = areaUnderCurve(ranked);
	return { what, value: area, unit: `± ${error.toFixed(3)}`, note };
}

/** Ten events among 2 000 sources, of which seven tenths are constant and the rest anything else. */
function ranking(epochs: number): Row[] {
	const counts = Object.fromEntries(CLASSES.map((name) => [name, 98]));
	Object.assign(counts, { ese: 10, constant: 1402, 'symmetric achromatic': 0 });
	const random = new Random(`${SEED} ranking ${epochs}`);
	const scored = simulateSet({ epochs, bands: ONE_BAND, counts }, random).map(scoreOf);
	const top = (by: (one: Scored) => number) =>
		[...scored]
			.sort((a, b) => by(b) - by(a))
			.slice(0, 20)
			.filter(({ truth }) => truth === 'ese').length;
	const what = `events among the top 20 of 2 000, ${epochs} epochs`;
	return [
		{ what, value: top(({ score }) => score), unit: 'of 10', note: 'target 5' },
		{ what, value: top(({ numbers }) => numbers.eta), unit: 'of 10', note: 'by η' },
		{
			what,
			value: top(({ numbers }) => numbers.dsa_sigma_deviation),
			unit: 'of 10',
			note: 'by DSA-110’s σ-deviation'
		}
	];
}

function speed(): Row {
	const counts = { ese: 20, constant: 60, riss: 20 };
	const set = simulateSet({ epochs: 120, bands: ONE_BAND, counts }, new Random(`${SEED} speed`));
	const start = process.cpuUsage().user;
	set.forEach((source) => lightCurveFeatures(source));
	const seconds = (process.cpuUsage().user - start) / 1e6;
	return {
		what: 'light curves of 120 epochs, all features',
		value: set.length / seconds,
		unit: '/s',
		note: 'per core (processor time); target 200'
	};
}

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { usableBands, relativeEpochs } from '#science/ese/epochs.ts';
import { explain } from '#science/ese/explanations.ts';
import { withEpochs } from '#science/ese/score.ts';
import { SCORE_FEATURES, scoreFeatures, SEVERAL_BANDS } from '#science/ese/scoreFeatures.ts';
import type { ClassModel } from '#science/ese/scoreModel.ts';
import { Random } from '#science/stats/random.ts';
import { fitClasses, type Example } from './classModel.ts';
import { CLASSES, type SimulatedClass, simulateSet, type SimulatedSource } from './eseSets.ts';
import { timed, type Row } from './report.ts';

/** Seeds of the bench are others: what is measured there was never seen here. */
const SEED = 'lab train';
const EPOCHS = [14, 25, 55, 120];
/** Images are bad for a whole field: many fields, or the score learns the bad nights of a few. */
const FIELDS = 30;
/** Light curves of each ordinary class in each field at each number of epochs; events are three times as many. */
const PER_CLASS = 20;
/** Classes that are more likely than the others: of compact sources most scintillate (121 of 146, Rickett et al. 2006). */
const PRIORS: Partial<Record<SimulatedClass, number>> = { riss: 2 };

/**
 * Writes the coefficients of the score anew, science/ese/scoreOneBand.ts and scoreManyBands.ts; format them with prettier and look at
 * `npm run bench -- ese` before they are committed. The same seed gives the same text.
 */
export async function writeEseModel(): Promise<Row[]> {
	const one = () => modelText('ONE_BAND', 'light curves in one band', [887.5]);
	const many = () => modelText('MANY_BANDS', 'two bands or more', [887.5, 1367.5]);
	return [await written('scoreOneBand.ts', one), await written('scoreManyBands.ts', many)];
}

async function written(name: string, text: () => string): Promise<Row> {
	const { ms, answer } = await timed(text);
	const path = resolve('src/lib/science/ese', name);
	await writeFile(path, answer);
	return { what: 'calibration of the score', value: ms / 1000, unit: 's', note: `wrote ${path}` };
}

function modelText(name: string, use: string, bands: number[]): string {
	const hasColour = bands.length > 1;
	const classes = hasColour ? CLASSES : CLASSES.slice(0, -1);
	const features = hasColour ? [...SCORE_FEATURES, ...SEVERAL_BANDS] : SCORE_FEATURES;
	return [
		"import type { ClassModel } from './scoreModel.ts';",
		'',
		'/**',
		` * The score's classifier for ${use}. Written by tests/bench/eseCalibration.ts, not by hand: simulated light`,
		` * curves of ${EPOCHS.join(', ')} epochs in ${FIELDS} fields, ${PER_CLASS} of each ordinary class and three times as many events in each, seed`,
		` * "${SEED}". Inputs: ln(n/50) and`,
		...features.map((feature) => ` * - ${feature}`),
		' *',
		` * Classes: ${classes.join(', ')}.`,
		' */',
		`export const ${name}: ClassModel = ${literal(fitted(bands, classes.length))};`,
		''
	].join('\n');
}

function fitted(bands: number[], classes: number): ClassModel {
	const model = fitClasses(examples(bands), classes, new Random(`${SEED} fit ${bands.length}`));
	const priors = CLASSES.slice(0, classes).map((name) => PRIORS[name] ?? 1);
	return {
		...model,
		classes: model.classes.map(([constant, ...others], k) => [
			constant + Math.log(priors[k]),
			...others
		])
	};
}

function examples(bands: number[]): Example[] {
	const list: Example[] = [];
	for (const epochs of EPOCHS) {
		for (let field = 0; field < FIELDS; field += 1) {
			for (const source of trainingField(epochs, bands, field)) {
				list.push({ inputs: inputsOf(source), answer: CLASSES.indexOf(source.truth) });
			}
		}
	}
	return list;
}

function trainingField(epochs: number, bands: number[], field: number): SimulatedSource[] {
	const counts = Object.fromEntries(CLASSES.map((name) => [name, PER_CLASS]));
	counts.ese = 3 * PER_CLASS;
	// Without colour nothing tells it from an event.
	if (bands.length === 1) counts['symmetric achromatic'] = 0;
	const random = new Random(`${SEED} ${epochs} ${bands.length} ${field}`);
	return simulateSet({ epochs, bands, counts, quietEvents: 0.2 }, random);
}

function inputsOf(source: SimulatedSource): number[] {
	const epochs = relativeEpochs(usableBands(source));
	return withEpochs(scoreFeatures(explain(epochs)), epochs.n / epochs.bands.length);
}

function literal({ centres, widths, hidden, classes }: ClassModel): string {
	const row = (values: readonly number[]) => `[${values.map((x) => x.toPrecision(5)).join(', ')}]`;
	const rows = (list: ClassModel['hidden']) => `[${list.map(row).join(', ')}]`;
	return `{ centres: ${row(centres)}, widths: ${row(widths)}, hidden: ${rows(hidden)}, classes: ${rows(classes)} }`;
}

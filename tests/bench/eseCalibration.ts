import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { usableBands, relativeEpochs } from '#science/ese/epochs.ts';
import { lnSumExp } from '#science/ese/evidence.ts';
import { explain } from '#science/ese/explanations.ts';
import { withEpochs } from '#science/ese/score.ts';
import { SCORE_FEATURES, scoreFeatures } from '#science/ese/scoreFeatures.ts';
import type { ClassModel } from '#science/ese/scoreModel.ts';
import { Random } from '#science/stats/random.ts';
import { fitClasses, type Example } from './classModel.ts';
import { CLASSES, simulateSet, type SimulatedSource } from './eseSets.ts';
import { timed, type Row } from './report.ts';

/** Seeds of the bench are others: what is measured there was never seen here. */
const SEED = 'calibration 1';
const EPOCHS = [14, 25, 55, 120];
/** Light curves of each ordinary class at each number of epochs; events are three times as many. */
const PER_CLASS = 90;

/** Writes science/ese/scoreModel.ts anew; format it with prettier and look at `npm run bench -- ese` before it is committed. */
export async function writeEseModel(): Promise<Row[]> {
	const { ms, answer } = await timed(() => calibrateEse(PER_CLASS));
	const path = resolve('src/lib/science/ese/scoreModel.ts');
	await writeFile(path, answer);
	return [{ what: 'calibration of the score', value: ms / 1000, unit: 's', note: `wrote ${path}` }];
}

/**
 * Fits the coefficients of the score on simulated light curves and gives the text of science/ese/scoreModel.ts. The same seed gives
 * the same text.
 */
function calibrateEse(perClass: number): string {
	const one = fitClasses(examples([887.5], perClass), CLASSES.length - 1);
	const many = fitClasses(examples([887.5, 1367.5], perClass), CLASSES.length);
	return [
		'/**',
		' * Coefficients of the score. Written by tests/bench/eseCalibration.ts, not by hand: simulated light curves of',
		` * ${EPOCHS.join(', ')} epochs, ${perClass} of each ordinary class and three times as many events, seed "${SEED}".`,
		' *',
		' * Inputs: 1; ln(n/50); the features of scoreFeatures.ts; the same times ln(n/50). Features:',
		...SCORE_FEATURES.map((name) => ` * - ${name}`),
		' * - with several bands, lens against achromatic',
		' *',
		' * Classes:',
		...CLASSES.map((name) => ` * - ${name}`),
		' * the last where there are several bands.',
		' */',
		'export interface ClassModel {',
		'	/** Mean and standard deviation of each input over the training set. */',
		'	centres: readonly number[];',
		'	widths: readonly number[];',
		'	/** A row per class. */',
		'	coefficients: readonly (readonly number[])[];',
		'}',
		'',
		'/** For light curves in one band. */',
		`export const ONE_BAND: ClassModel = ${literal(one)};`,
		'',
		'/** For two bands or more. */',
		`export const MANY_BANDS: ClassModel = ${literal(many)};`,
		''
	].join('\n');
}

function examples(bands: number[], perClass: number): Example[] {
	const list: Example[] = [];
	for (const epochs of EPOCHS) {
		for (const source of trainingSet(epochs, bands, perClass)) {
			list.push({ inputs: inputsOf(source), answer: CLASSES.indexOf(source.truth) });
		}
	}
	return list;
}

function trainingSet(epochs: number, bands: number[], perClass: number): SimulatedSource[] {
	const counts = Object.fromEntries(CLASSES.map((name) => [name, perClass]));
	counts.ese = 3 * perClass;
	// Without colour nothing tells it from an event.
	if (bands.length === 1) counts['symmetric achromatic'] = 0;
	const random = new Random(`${SEED} ${epochs} ${bands.length}`);
	return simulateSet({ epochs, bands, counts, quietEvents: 0.2 }, random);
}

function inputsOf(source: SimulatedSource): number[] {
	const epochs = relativeEpochs(usableBands(source));
	const explanations = explain(epochs);
	const all = lnSumExp(Object.values(explanations.ordinary));
	return withEpochs(scoreFeatures(explanations, all), epochs.n / epochs.bands.length);
}

function literal({ centres, widths, coefficients }: ClassModel): string {
	const row = (values: readonly number[]) => `[${values.map((x) => x.toPrecision(5)).join(', ')}]`;
	return `{ centres: ${row(centres)}, widths: ${row(widths)}, coefficients: [${coefficients.map(row).join(', ')}] }`;
}

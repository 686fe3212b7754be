import { Random } from '../stats/random.ts';
import { writeFitsImage } from '../fits/writeImage.ts';
import { catalogueFile } from './catalogueFile.ts';
import { catalogueRows } from './catalogueRows.ts';
import { expose, type Sky } from './exposure.ts';
import { noiseProfile } from './footprint.ts';
import { imageCards } from './imageHeader.ts';
import { drawPopulation, trueFlux } from './population.ts';
import {
	type Observation,
	type Schedule,
	schedule,
	SPAN_DAYS,
	type SurveyOptions
} from './schedule.ts';
import { drawSidelobes } from './sidelobes.ts';
import { truthTable } from './truth.ts';

/** To be raised whenever the same options would give other bytes. */
const GENERATOR = 1;
export const DESCRIPTION_FILE = 'survey.json';

export interface SimulatedFile {
	/** Relative to the survey's directory, with forward slashes. */
	path: string;
	bytes: Uint8Array;
}

/**
 * A survey as files, one at a time: images/, noise/ and background/ with one FITS file per observation, catalogues/ with one
 * component catalogue each, truth.csv, and survey.json. Base names agree between the folders, so that sorted listings pair up.
 * The same options give the same bytes.
 */
export function* simulateSurvey(options: SurveyOptions): Generator<SimulatedFile> {
	const { epochs, npix, sources: count } = options;
	const random = new Random(options.seed);
	const plan = plannedSurvey(options);
	const season = { dates: plan.dates, spanDays: SPAN_DAYS };
	const where = { fields: plan.fields, npix, season };
	const sources = drawPopulation(count, where, random.fork('population'));
	const lobes = drawSidelobes(sources, { epochs, npix }, random.fork('sidelobes'));
	// Lens light curves cost a table each: made once per band, not per image.
	const skies = new Map(
		plan.bands.map((band): [number, Sky] => {
			const fluxes = sources.map((source) => trueFlux(source, band.frequencyMhz));
			return [band.frequencyMhz, { sources, fluxes, lobes }];
		})
	);
	const frame = { profile: noiseProfile(npix), npix, drawsSources: options.pixels !== 'noise' };
	for (const observation of plan.observations) {
		const sky = skies.get(observation.band.frequencyMhz) ?? { sources, fluxes: [], lobes };
		const exposure = expose(observation, sky, frame, random.fork(observation.name));
		yield* observationFiles(observation, exposure, npix);
	}
	yield { path: 'truth.csv', bytes: asciiBytes(truthTable(sources, lobes, plan)) };
	yield { path: DESCRIPTION_FILE, bytes: asciiBytes(describeSurvey(options)) };
}

/** What was asked for and the images that it makes, as JSON: equal for surveys with equal files. */
export function describeSurvey(options: SurveyOptions): string {
	const { observations } = plannedSurvey(options);
	const images = observations.map(({ name, epoch, field, band, mjd, catalogue }) => ({
		...{ name, epoch: epoch + 1, field: field.name, frequencyMhz: band.frequencyMhz, mjd },
		catalogue: `${name}.${catalogue}`
	}));
	return JSON.stringify({ generator: GENERATOR, options, images }, null, '\t') + '\n';
}

function plannedSurvey(options: SurveyOptions): Schedule {
	return schedule(options, new Random(options.seed).fork('schedule'));
}

function* observationFiles(
	observation: Observation,
	{ image, rms, background, components }: ReturnType<typeof expose>,
	npix: number
): Generator<SimulatedFile> {
	const { name, catalogue } = observation;
	const cards = imageCards(observation, npix);
	const table = catalogueFile(catalogueRows(components), observation);
	yield { path: `images/${name}.fits`, bytes: writeFitsImage(cards, image.values) };
	yield { path: `noise/${name}.fits`, bytes: writeFitsImage(cards, rms.values) };
	yield { path: `background/${name}.fits`, bytes: writeFitsImage(cards, background.values) };
	yield { path: `catalogues/${name}.${catalogue}`, bytes: asciiBytes(table) };
}

function asciiBytes(text: string): Uint8Array {
	const bytes = new Uint8Array(text.length);
	for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
	return bytes;
}

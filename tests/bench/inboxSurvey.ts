import { copyFile, mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Random } from '#science/stats/random.ts';
import type { TestEnvironment } from '../kit/engines.ts';
import { writeSurvey, type SurveyFiles } from '../kit/survey.ts';

/** An image with its catalogue and noise map, by their paths. */
export interface EpochFiles {
	image: string;
	selavy: string;
	noise: string;
}

const BAND = {
	...{ frequencyMhz: 887.5, bandwidthMhz: 288, beamArcsec: 15 },
	...{ rmsMjy: 0.02, frame: 'FK5' as const }
};

/** One field in one band, observed so many times; in the order of their dates. */
export function writeEpochs(environment: TestEnvironment, epochs: number): EpochFiles[] {
	const { images, catalogues, noise }: SurveyFiles = writeSurvey(environment, 'survey', {
		...{ epochs, sources: SOURCES, npix: 1500, seed: 5, fields: 1 },
		...{ bands: [BAND], pixels: 'noise' }
	});
	return images.map((image, k) => ({ image, selavy: catalogues[k], noise: noise[k] }));
}

/** More than 5 000 rows in each catalogue. */
const SOURCES = 5600;

/** Puts epochs into a folder as a network would, in any order: each file whole, under its own name only at its end. */
export async function dropEpochs(epochs: EpochFiles[], directory: string): Promise<void> {
	const random = new Random('drops');
	const files = epochs.flatMap((epoch) => Object.values<string>({ ...epoch }));
	const shuffled = files
		.map((path) => ({ path, place: random.uniform() }))
		.sort((a, b) => a.place - b.place);
	for (const { path } of shuffled) {
		const target = join(directory, basename(dirname(path)), basename(path));
		const coming = join(dirname(target), `.${basename(target)}.part`);
		await mkdir(dirname(target), { recursive: true });
		await copyFile(path, coming);
		await rename(coming, target);
	}
}

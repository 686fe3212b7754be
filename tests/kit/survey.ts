import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SurveyOptions } from '#science/simulate/schedule.ts';
import { simulateSurvey } from '#science/simulate/survey.ts';
import type { TestEnvironment } from './engines.ts';

export interface SurveyFiles {
	/** Absolute, in the order of their names: places in the three lists belong together. */
	images: string[];
	catalogues: string[];
	noise: string[];
}

/** A small simulated survey in RAW_IMAGE_DIR/`name`. Another seed gives other sources under other image names. */
export function writeSurvey(
	{ RAW_IMAGE_DIR }: TestEnvironment,
	name: string,
	size: Partial<SurveyOptions> = {}
): SurveyFiles {
	const paths: string[] = [];
	for (const file of simulateSurvey({ epochs: 2, sources: 60, npix: 128, seed: 3, ...size })) {
		const path = join(RAW_IMAGE_DIR, name, file.path);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, file.bytes);
		paths.push(path);
	}
	const within = (folder: string) => paths.filter((path) => path.includes(`/${folder}/`)).sort();
	return { images: within('images'), catalogues: within('catalogues'), noise: within('noise') };
}

/** A config.yaml for these files, with any further lines. */
export function configFor({ images, catalogues, noise }: SurveyFiles, more = ''): string {
	const list = (files: string[]) => files.map((file) => `  - ${file}`).join('\n');
	return `run:
  path: ''
inputs:
  image:
${list(images)}
  selavy:
${list(catalogues)}
  noise:
${list(noise)}
${more}`;
}

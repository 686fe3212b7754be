import type { ResolvedInputs } from '#schema/pipelineConfig.ts';

/** The files of one image, and the epoch it was listed under. */
export interface ImageFiles {
	epoch: string;
	image: string;
	selavy: string;
	noise: string;
	/** '' where the run has none. */
	background: string;
}

/** Images in ingest order: sorted epoch key, then list order (spec/pipeline.md §2). A job's index counts these. */
export function imageFiles(inputs: ResolvedInputs): ImageFiles[] {
	return inputs.epochs.flatMap(({ key, image, selavy, noise, background }) =>
		image.map((file, place) => ({
			epoch: key,
			image: file,
			selavy: selavy[place],
			noise: noise[place],
			background: background[place] ?? ''
		}))
	);
}

import type { Run } from '#schema/run.ts';
import { halphaAt } from '#science/ese/halpha.ts';
import { SCORE_VERSION } from '#science/ese/scoreCurve.ts';
import { installedHalpha } from '../../files/halphaMap.ts';
import { imageScalesOfRun } from '../../queries/imageScales.ts';
import { store } from '../../store/client.ts';
import { retractedImages } from '../../store/epochRetractions.ts';
import type { Edition } from '../../store/eseScores.ts';
import { listImages } from '../../store/imageList.ts';
import { badImagesOfRun } from '../../store/imageMarks.ts';
import { artefactsOfRun, type ArtefactOf } from './artefactsOfRun.ts';
import type { ScoreSetting } from './curveOf.ts';

/** All that scores of a run's present revision are made by, as things stand now. */
export interface RunSetting {
	edition: Edition;
	setting: ScoreSetting;
	artefactOf: ArtefactOf;
}

export async function runSetting(run: Run): Promise<RunSetting> {
	const generation = { runId: run.id, revision: run.revision };
	const [bad, retracted, map, images] = await Promise.all([
		badImagesOfRun(store(), run.id),
		retractedImages(store()),
		installedHalpha(),
		listImages(store(), { ids: run.imageIds }, { sort: 'datetime', order: 'asc' })
	]);
	const { byImage: scales } = await imageScalesOfRun(store(), run, images);
	return {
		edition: { ...generation, version: SCORE_VERSION, basis: bad.variant },
		setting: {
			leftOut: new Set(bad.imageIds),
			retracted,
			scales,
			halphaAt: (ra, dec) => (map ? halphaAt(map, ra, dec) : NaN),
			halpha: map?.file ?? null
		},
		artefactOf: await artefactsOfRun(store(), generation, { images, scales })
	};
}

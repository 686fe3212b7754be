import type { Run } from '#schema/run.ts';
import { halphaAt } from '#science/ese/halpha.ts';
import { SCORE_VERSION } from '#science/ese/scoreCurve.ts';
import { installedHalpha } from '../../files/halphaMap.ts';
import { imageScalesOfRun } from '../../queries/imageScales.ts';
import { store } from '../../store/client.ts';
import { retractedImages } from '../../store/epochRetractions.ts';
import type { Edition } from '../../store/eseScores.ts';
import { listImages, type ListedImage } from '../../store/imageList.ts';
import { badImagesOfRun } from '../../store/imageMarks.ts';
import { artefactsOfRun, type ArtefactOf } from './artefactsOfRun.ts';
import type { ScoreSetting } from './curveOf.ts';

/** How light curves of a run's present revision are scored, as things stand now. */
export interface CurveSetting {
	edition: Edition;
	setting: ScoreSetting;
}

/** All that the scores are made by. */
export interface RunSetting extends CurveSetting {
	artefactOf: ArtefactOf;
}

export async function runSetting(run: Run): Promise<RunSetting> {
	const images = await imagesOf(run);
	const by = await curveSetting(run, images);
	const { scales } = by.setting;
	return { ...by, artefactOf: await artefactsOfRun(store(), by.edition, { images, scales }) };
}

export async function curveSetting(run: Run, known?: ListedImage[]): Promise<CurveSetting> {
	const [bad, retracted, map, images] = await Promise.all([
		badImagesOfRun(store(), run.id),
		retractedImages(store()),
		installedHalpha(),
		known ?? imagesOf(run)
	]);
	const { byImage: scales } = await imageScalesOfRun(store(), run, images);
	return {
		edition: {
			...{ runId: run.id, revision: run.revision },
			...{ version: SCORE_VERSION, basis: bad.variant }
		},
		setting: {
			leftOut: new Set(bad.imageIds),
			retracted,
			scales,
			halphaAt: (ra, dec) => (map ? halphaAt(map, ra, dec) : NaN),
			halpha: map?.file ?? null
		}
	};
}

function imagesOf({ imageIds: ids }: Run): Promise<ListedImage[]> {
	return listImages(store(), { ids }, { sort: 'datetime', order: 'asc' });
}

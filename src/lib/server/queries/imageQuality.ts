import {
	QUALITY_KEYS,
	QUALITY_MEASURES,
	qualityAddressSchema,
	type QualityBand,
	type QualityMeasure,
	type QualityPage,
	type QualityRow,
	type QualityValue
} from '#schema/imageQuality.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { User } from '#schema/user.ts';
import { deviationsOf, FEWEST_IMAGES, OUTLIER_SIGMAS } from '#science/imagequality/outliers.ts';
import { axialOffsets } from '#science/imagequality/axialOffsets.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { median } from '#science/stats/median.ts';
import { may } from '../auth/may.ts';
import { findBands } from '../store/bands.ts';
import { store } from '../store/client.ts';
import { listImages, type ListedImage } from '../store/imageList.ts';
import { standingMarks } from '../store/imageMarks.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { imageScalesOfRun, type ScalesOfRun } from './imageScales.ts';
import { signedIn } from './signedIn.ts';

/** The images of a run over time, with what stands apart in each band. */
export async function imageQuality(
	user: User | null,
	address: URLSearchParams
): Promise<QualityPage> {
	const reader = signedIn(user);
	const { asked, problems } = readAddress(qualityAddressSchema, address);
	const runs = await listCompletedRuns(store());
	const chosen = asked.run === null ? runs.at(0) : runs.find(({ id }) => id === asked.run);
	if (asked.run !== null && !chosen)
		problems.push({ field: 'run', reason: `There is no completed run ${asked.run}.` });
	const images = await listImages(store(), { ids: chosen?.imageIds ?? [] }, BY_DATE);
	const scales = chosen ? await imageScalesOfRun(store(), chosen, images) : NO_SCALES;
	const marks = await standingMarks(
		store(),
		images.map(({ id }) => id)
	);
	const bandIds = [...new Set(images.map(({ bandId }) => bandId))];
	const bands = await findBands(store(), bandIds);
	const judged = bands.map(({ id, name, frequency }) => ({
		...judgedBand(
			images.filter(({ bandId }) => bandId === id),
			scales
		),
		...{ id, name, frequencyMhz: frequency }
	}));
	const valuesOf = new Map(judged.flatMap(({ byImage }) => [...byImage]));
	return {
		...{ address: asked, problems, nSources: scales.nSources },
		run: chosen ? { id: chosen.id, name: chosen.name } : null,
		runs: runs.map(({ id, name }) => ({ id, name })),
		bands: judged.map(({ byImage, ...band }) => ({ ...band, images: byImage.size })),
		rows: images.map(({ id, name, datetime, bandId }): QualityRow => {
			const values = valuesOf.get(id) ?? unknownValues();
			const scale = scales.byImage.get(id);
			return {
				...{ id, name, datetime, bandId, values },
				scale: scale ? { error: scale.error, sources: scale.sources } : null,
				mark: marks.get(id) ?? null,
				suspicion: suspicion(values, judged.find((band) => band.id === bandId)?.usual)
			};
		}),
		rule: { sigmas: OUTLIER_SIGMAS, fewest: FEWEST_IMAGES },
		allowed: { mark: may(reader, 'markImage') }
	};
}

const BY_DATE = { sort: 'datetime', order: 'asc' } as const;
const NO_SCALES: ScalesOfRun = { byImage: new Map(), nSources: 0 };

type Usual = QualityBand['usual'];
type Values = QualityRow['values'];

function judgedBand(
	images: ListedImage[],
	scales: ScalesOfRun
): { usual: Usual; byImage: Map<number, Values> } {
	const usual: Partial<Usual> = {};
	const columns = QUALITY_KEYS.map((key) => {
		const values = images.map((image) => valueOf(image, key, scales));
		const found = judgedColumn(key, values);
		usual[key] = { median: finite(found.median), sigma: finite(found.sigma) };
		return { key, values, ...found };
	});
	const byImage = images.map(({ id }, place) => {
		const own = columns.map(({ key, values, deviations, isOutlier }) => {
			const value: QualityValue = {
				value: finite(values[place]),
				deviation: finite(deviations[place]),
				isOutlier: isOutlier[place]
			};
			return [key, value] as const;
		});
		// Every key was gone through.
		return [id, Object.fromEntries(own) as Values] as const;
	});
	// As above.
	return { usual: usual as Usual, byImage: new Map(byImage) };
}

/** Position angles are of axes: they are compared by how far they are turned from the usual one. */
function judgedColumn(key: QualityMeasure, values: number[]) {
	const { least } = QUALITY_MEASURES[key];
	if (key !== 'beamBpa') {
		const part = 'part' in least ? least.part * Math.abs(median(values)) : least.absolute;
		return deviationsOf(values, { least: part });
	}
	const { mean, offsets } = axialOffsets(values);
	const found = deviationsOf(offsets, { least: 'absolute' in least ? least.absolute : 0 });
	return { ...found, median: mean };
}

function valueOf(image: ListedImage, key: QualityMeasure, { byImage }: ScalesOfRun): number {
	if (key === 'fluxScale') return byImage.get(image.id)?.factor ?? NaN;
	const inArcsec = key === 'beamBmaj' || key === 'beamBmin';
	return inArcsec ? image[key] * ARCSEC_PER_DEG : image[key];
}

/** What stands apart, in words for the reason of a mark. */
function suspicion(values: Values, usual: Usual | undefined): string | null {
	const parts = QUALITY_KEYS.filter((key) => values[key].isOutlier).map((key) => {
		const { title, unit, decimals } = QUALITY_MEASURES[key];
		const { value, deviation } = values[key];
		const written = (number: number | null | undefined) => (number ?? NaN).toFixed(decimals);
		const own = `${title.toLowerCase()} ${written(value)}${unit && ` ${unit}`}`;
		const away = Math.abs(deviation ?? 0).toFixed(1);
		return `${own} is ${away} robust σ from the usual ${written(usual?.[key].median)}`;
	});
	return parts.length > 0 ? parts.join('; ') : null;
}

function unknownValues(): Values {
	const unknown: QualityValue = { value: null, deviation: null, isOutlier: false };
	// Every key is gone through.
	return Object.fromEntries(QUALITY_KEYS.map((key) => [key, unknown])) as Values;
}

function finite(value: number): number | null {
	return Number.isFinite(value) ? value : null;
}

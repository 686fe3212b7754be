import { MOST_NEIGHBOURS, type CommonMode, type SteadyNeighbour } from '#schema/lens.ts';
import type { Source } from '#schema/source.ts';
import type { User } from '#schema/user.ts';
import { commonModeCorrelation, type ImageScale } from '#science/ese/commonMode.ts';
import { relativeEpochs, usableBands } from '#science/ese/epochs.ts';
import { explain } from '#science/ese/explanations.ts';
import { neighbourScales, overUsual, sharesImages } from '#science/ese/neighbourScales.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { brightNeighbours, type BrightNeighbour } from '../store/brightNeighbours.ts';
import { comparisonSources, findCandidate } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { epochsToFit, retracted, sourceToFit, type SourceToFit } from './lensFit.ts';
import { rememberedAtMost } from './lensFitMemory.ts';
import { finite } from './lensFitNumbers.ts';
import type { EpochColumns } from './lensFitted.ts';
import { signedIn } from './signedIn.ts';

/** What spoils an image alike does so within a field. */
const RADIUS_DEG = 3;
/** Fainter ones say more of the noise than of the image. */
const LEAST_SNR = 10;
/** The nearest, of which the steadiest are taken. */
const MOST_READ = 60;
const MOST_KEPT = 50;
const kept = rememberedAtMost<Promise<CommonMode>>(MOST_KEPT);

/** Steady sources in the same images, and what is left of the source's dip when they are divided out. */
export async function lensNeighbours(
	user: User | null,
	named: string,
	address = new URLSearchParams()
): Promise<CommonMode> {
	const reader = signedIn(user);
	const asked = await sourceToFit(named, { reader, candidateId: address.get('candidate') });
	const { id, revision } = asked.source;
	const key = [
		...[store().db.databaseName, id, revision],
		...[asked.bad, retracted(asked), asked.madeEvent]
	].join('/');
	const found = await kept(key, () => commonMode(asked));
	return asked.candidateId === null ? found : withoutComparisons(found, asked.candidateId);
}

/** Sources that stand in a queue for comparison are not shown beside its candidates as they are: some hold made events there. */
async function withoutComparisons(found: CommonMode, candidateId: string): Promise<CommonMode> {
	const candidate = await findCandidate(store(), candidateId);
	const hidden = candidate ? await comparisonSources(store(), candidate.queueId) : new Set();
	return { ...found, neighbours: found.neighbours.filter(({ id }) => !hidden.has(id)) };
}

async function commonMode(asked: SourceToFit): Promise<CommonMode> {
	const { columns } = epochsToFit(asked);
	const neighbours = await steadyNeighbours(asked.source, new Set(columns.imageId));
	const scales = neighbourScales(
		neighbours.map(({ curve }) => ({ ...curve, flux: curve.fluxPeak }))
	);
	return {
		neighbours: neighbours.map((neighbour) => small(neighbour, asked.source)),
		images: imagesOf(columns, scales),
		...told(columns, scales, neighbours.length)
	};
}

/** Of the bright ones near by that are in half of the images at least, the steadiest; in order of separation. */
async function steadyNeighbours(source: Source, images: ReadonlySet<number>) {
	const bright = await brightNeighbours(store(), source, {
		...{ id: source.id, ra: source.wavgRa, dec: source.wavgDec },
		...{ radiusDeg: RADIUS_DEG, leastSnr: LEAST_SNR, most: MOST_READ }
	});
	const chosen = bright
		.filter(({ curve }) => sharesImages({ ...curve, flux: curve.fluxPeak }, images))
		.sort((a, b) => variability(a) - variability(b))
		.slice(0, MOST_NEIGHBOURS);
	return bright.filter((neighbour) => chosen.includes(neighbour));
}

/** V within the band where it is largest: a spectral slope is no variability. */
function variability({ vPeak, bands = [] }: BrightNeighbour): number {
	const within = bands.map((band) => band.vPeak).filter(Number.isFinite);
	return within.length > 0 ? Math.max(...within) : vPeak;
}

function small(neighbour: BrightNeighbour, { wavgRa, wavgDec }: Source): SteadyNeighbour {
	const { id, name, curve } = neighbour;
	const relative = overUsual({ ...curve, flux: curve.fluxPeak });
	const rows = Array.from(relative.keys()).filter((row) => Number.isFinite(relative[row]));
	return {
		...{ id, name, vPeak: variability(neighbour) },
		separationArcmin: 60 * separationDeg(wavgRa, wavgDec, neighbour.wavgRa, neighbour.wavgDec),
		mjd: rows.map((row) => curve.mjd[row]),
		relative: rows.map((row) => relative[row]),
		frequencyMhz: rows.map((row) => curve.frequencyMhz[row])
	};
}

/** The scales along the light curve, in its order. */
function imagesOf(
	{ mjd, frequencyMhz, imageId }: EpochColumns,
	scales: ReadonlyMap<number, ImageScale>
): CommonMode['images'] {
	return imageId.flatMap((id, row) => {
		const scale = scales.get(id);
		if (!scale) return [];
		const { factor, error } = scale;
		return [{ imageId: id, mjd: mjd[row], frequencyMhz: frequencyMhz[row], factor, error }];
	});
}

function told(
	columns: EpochColumns,
	scales: ReadonlyMap<number, ImageScale>,
	nNeighbours: number
): Pick<CommonMode, 'deltaChi2' | 'correlation' | 'problem'> {
	const nothing = { deltaChi2: null, correlation: null };
	if (scales.size === 0)
		return {
			...nothing,
			problem: `Only ${nNeighbours} steady neighbours with S/N of ${LEAST_SNR} are in the same images: at least eight are needed to divide by.`
		};
	const factors = columns.imageId.map((id) => scales.get(id)?.factor ?? NaN);
	const relative = overUsual({ ...columns, flux: columns.fluxMjy });
	const correlation = commonModeCorrelation(
		Array.from(relative, (flux) => flux - 1),
		factors.map((factor) => factor - 1)
	);
	const [before, after] = [columns, divided(columns, factors)].map(lensGain);
	if (before === null || after === null)
		return { ...nothing, problem: 'There are too few epochs to fit a lens to.' };
	return { deltaChi2: { before, after }, correlation: finite(correlation), problem: null };
}

/** Fluxes as they would be had the images been right. The scales' own errors are left aside: they would only soften a dip that is real. */
function divided(columns: EpochColumns, factors: number[]): EpochColumns {
	const by = (values: number[]) =>
		values.map((value, row) => value / (Number.isFinite(factors[row]) ? factors[row] : 1));
	return { ...columns, fluxMjy: by(columns.fluxMjy), fluxErrMjy: by(columns.fluxErrMjy) };
}

const FEWEST_EPOCHS = 6;

/** Of the best lens over a constant source; 0 where none would darken it, null with too few epochs. */
function lensGain(columns: EpochColumns): number | null {
	const epochs = relativeEpochs(usableBands(columns));
	if (epochs.n < FEWEST_EPOCHS) return null;
	return explain(epochs).lensMatch?.deltaChi2 ?? 0;
}

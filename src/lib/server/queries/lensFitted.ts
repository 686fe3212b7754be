import type { FittedBand, LensFitShown, LensNumbers } from '#schema/lens.ts';
import {
	type Band,
	type Epochs,
	type LightCurve,
	relativeEpochs,
	usableBands
} from '#science/ese/epochs.ts';
import { explain, type Explanations } from '#science/ese/explanations.ts';
import { drawnTimes, lensFlux, type HandLens } from '#science/ese/lensByHand.ts';
import { lensParameters, type LensParameters } from '#science/ese/lensParameters.ts';
import { polishLens } from '#science/ese/lensPolish.ts';
import { bestOrdinary } from '#science/ese/lightCurveFeatures.ts';
import { type OrdinaryFit, ordinaryAtEpochs } from '#science/ese/ordinaryAtEpochs.ts';
import { withRightScales } from '#science/ese/rightScales.ts';
import { eseProbability } from '#science/ese/score.ts';
import { ORDINARY_EVIDENCE } from '#science/ese/ordinaryEvidence.ts';
import { colourTest, forecastShown, scintillationShown } from './lensFitCards.ts';
import { finite, toldNumber } from './lensFitNumbers.ts';

/** A light curve as it is fitted: equal columns, with the image of each epoch. */
export interface EpochColumns {
	mjd: number[];
	frequencyMhz: number[];
	fluxMjy: number[];
	fluxErrMjy: number[];
	imageId: number[];
	/** Of the image's flux scale; NaN where that is not known. */
	scaleFactor: number[];
	scaleError: number[];
}

type Asked = Pick<LensFitShown, 'sourceId' | 'name' | 'ra' | 'dec' | 'nowMjd' | 'leftOut'>;

/** A lens has five parameters, a constant one. */
const FEWEST_MOMENTS = 6;
/** More, after averaging to a thousand a band, would hold up everybody else on this process. */
const MOST_EPOCHS = 6000;

/** Everything that the page shows of a light curve's best lens and of what else it may be. */
export async function fittedLens(asked: Asked, columns: EpochColumns): Promise<LensFitShown> {
	// As scores are made, so that both tell the same numbers.
	const { corrected, nRescaled } = withRightScales(columns);
	const measured = usableBands(corrected);
	const moments = new Set(measured.flatMap(({ mjd }) => Array.from(mjd)));
	if (moments.size < FEWEST_MOMENTS) return notFitted(asked, tooFew(moments.size));
	const epochs = relativeEpochs(measured);
	if (epochs.n > MOST_EPOCHS) return notFitted(asked, TOO_MANY);
	const explained = explain(epochs);
	const kind = bestOrdinary(explained);
	const ordinary = ordinaryAtEpochs(explained, kind);
	const fit = lensOf(explained);
	const scaleAt = scalesOf(columns, corrected);
	return {
		...asked,
		nRescaled,
		problem: null,
		bands: epochs.bands.map((band) =>
			fittedBand(epochs, band, { ordinary, hand: fit?.hand, scaleAt })
		),
		lens: fit && { deltaChi2: fit.deltaChi2, numbers: told(fit.parameters) },
		ordinary: {
			kind,
			words: ORDINARY_EVIDENCE[kind]?.words ?? kind,
			deltaChi2: ordinary.deltaChi2
		},
		lnLensOverOrdinary: finite(explained.lens - explained.ordinary[kind]),
		eseScore: finite(eseProbability(explained)),
		colour: colourTest(explained),
		scintillation: await scintillationShown(measured, asked),
		forecast: forecastShown(explained, { measured, ordinary, kind, nowMjd: asked.nowMjd })
	};
}

const TOO_MANY = `After averaging, more than ${MOST_EPOCHS} epochs are left: fit this light curve with the command “features”.`;

function tooFew(moments: number): string {
	const seen =
		moments === 0 ? 'No usable epoch' : `Only ${moments} moments with a flux and an error`;
	return `${seen}: a lens has five parameters, so at least ${FEWEST_MOMENTS} moments are needed.`;
}

function notFitted(asked: Asked, problem: string): LensFitShown {
	return {
		...asked,
		nRescaled: 0,
		problem,
		bands: [],
		lens: null,
		ordinary: null,
		lnLensOverOrdinary: null,
		eseScore: null,
		colour: null,
		scintillation: null,
		forecast: null
	};
}

/** The lens that fits best, with its errors; null where none would darken the source. */
function lensOf({ white, lensMatch }: Explanations) {
	if (lensMatch === null) return null;
	const polished = polishLens(white, lensMatch.lens, { freeColour: false });
	if (!(polished.deltaChi2 > 0)) return null;
	const parameters = lensParameters(polished);
	const { t0Mjd, tauDays, alpha, sigmaS, egress, compactFraction } = parameters;
	const hand: HandLens = {
		t0Mjd: t0Mjd.value,
		tauDays: tauDays.value,
		alpha: alpha.value,
		sigmaS: sigmaS.value,
		egress: egress.value,
		compactFraction: compactFraction.value
	};
	return { deltaChi2: polished.deltaChi2, parameters, hand };
}

function fittedBand(
	epochs: Epochs,
	band: Band,
	{ ordinary, hand, scaleAt }: { ordinary: OrdinaryFit; hand?: HandLens; scaleAt: ScaleAt }
): FittedBand {
	const { from, to, levelMjy, frequencyMhz } = band;
	const part = (column: Float64Array, value: (x: number) => number = (x) => x) =>
		Array.from(column.subarray(from, to), value);
	const mjd = part(epochs.mjd);
	const flux = hand && lensFlux(epochs, band, hand);
	const times = hand ? drawnTimes(epochs, hand) : [];
	return {
		frequencyMhz,
		level: levelMjy,
		mjd,
		flux: part(epochs.excess, (excess) => levelMjy * (1 + excess)),
		error: part(epochs.variance, (variance) => levelMjy * Math.sqrt(variance)),
		scale: mjd.map((time) => scaleAt(time, frequencyMhz)),
		lens: flux ? mjd.map(flux) : null,
		ordinary: part(ordinary.relative, (relative) => levelMjy * relative),
		curve: flux ? { mjd: times, lens: times.map(flux) } : null
	};
}

type ScaleAt = (mjd: number, frequencyMhz: number) => number;

/** What epochs were divided by; 1 also where several were averaged. */
function scalesOf(measured: EpochColumns, { fluxMjy }: LightCurve): ScaleAt {
	const { mjd, frequencyMhz, scaleFactor } = measured;
	const changed = mjd.flatMap((time, i) =>
		fluxMjy[i] === measured.fluxMjy[i] ? [] : [{ mjd: time, i }]
	);
	return (time, bandMhz) => {
		const own = changed.filter((epoch) => epoch.mjd === time);
		const found = own.find(({ i }) => Math.abs(frequencyMhz[i] - bandMhz) < 0.05 * bandMhz);
		return found ? scaleFactor[found.i] : 1;
	};
}

function told(parameters: LensParameters): LensNumbers {
	const { t0Mjd, tauDays, widthDays, alpha, sigmaS, egress, compactFraction } = parameters;
	return {
		t0Mjd: toldNumber(t0Mjd),
		tauDays: toldNumber(tauDays),
		widthDays: toldNumber(widthDays),
		alpha: toldNumber(alpha),
		sigmaS: toldNumber(sigmaS),
		egress: toldNumber(egress),
		compactFraction: toldNumber(compactFraction)
	};
}

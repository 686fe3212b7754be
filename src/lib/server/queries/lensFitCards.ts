import type { ColourTest, ForecastShown, ScintillationShown } from '#schema/lens.ts';
import { bandStrengths } from '#science/ese/bandStrengths.ts';
import { chromaticTest } from '#science/ese/chromatic.ts';
import type { BandColumns } from '#science/ese/epochs.ts';
import type { Explanations } from '#science/ese/explanations.ts';
import { bandColumns, scintillationColumns } from '#science/ese/featureColumns.ts';
import { type Expectation, forecast } from '#science/ese/forecast.ts';
import { halphaAt } from '#science/ese/halpha.ts';
import { describeLens } from '#science/ese/lensFit.ts';
import { polishLens } from '#science/ese/lensPolish.ts';
import type { OrdinaryKind } from '#science/ese/ordinary.ts';
import type { OrdinaryFit } from '#science/ese/ordinaryAtEpochs.ts';
import { installedHalpha } from '../files/halphaMap.ts';
import { finite, toldNumber } from './lensFitNumbers.ts';

/** Weaker lenses have no colour to speak of. */
const LEAST_FOR_COLOUR = 16;

/** null for one band, and for what is hardly a lens. */
export function colourTest(explained: Explanations): ColourTest | null {
	const { white, lensMatch, achromaticMatch } = explained;
	if (lensMatch === null || lensMatch.deltaChi2 < LEAST_FOR_COLOUR) return null;
	const test = chromaticTest(explained);
	if (test === null) return null;
	const free = [lensMatch, achromaticMatch ?? lensMatch]
		.map(({ lens }) => polishLens(white, lens, { freeColour: true }))
		.reduce((best, other) => (other.deltaChi2 > best.deltaChi2 ? other : best));
	return {
		bands: bandStrengths(white, free).map(({ frequencyMhz, alpha, lnAlphaError }) => ({
			frequencyMhz,
			alpha: finite(alpha),
			lnAlphaError: finite(lnAlphaError)
		})),
		index: toldNumber(test.index),
		lensOverAchromatic: finite(test.lensOverAchromatic)
	};
}

/** Expected of the line of sight against what the band with most epochs shows. */
export async function scintillationShown(
	measured: readonly BandColumns[],
	{ ra, dec }: { ra: number; dec: number }
): Promise<ScintillationShown | null> {
	const main = measured.reduce<BandColumns | null>(
		(most, band) => (most && most.flux.length >= band.flux.length ? most : band),
		null
	);
	if (main === null) return null;
	const map = await installedHalpha();
	const position = map ? { ra, dec, halphaRayleigh: halphaAt(map, ra, dec) } : { ra, dec };
	const expected = scintillationColumns(main, position);
	const observed = bandColumns(main);
	return {
		frequencyMhz: main.frequencyMhz,
		galacticLatitudeDeg: expected.galactic_latitude_deg,
		halphaRayleigh: expected.halpha_rayleigh,
		halphaMap: map && expected.halpha_from_map === 1 ? map.file : null,
		modulation: {
			expected: finite(expected.riss_m_expected),
			observed: finite(observed.modulation_debiased)
		},
		timescaleDays: {
			expected: finite(expected.riss_timescale_days_expected),
			observed: finite(observed.sf_timescale_days)
		}
	};
}

interface Season {
	measured: readonly BandColumns[];
	ordinary: OrdinaryFit;
	kind: OrdinaryKind;
	nowMjd: number;
}

/** null for an event that was over when it was last observed: nothing is left to be expected of it. */
export function forecastShown(explained: Explanations, season: Season): ForecastShown | null {
	const { white, lensMatch } = explained;
	if (lensMatch === null) return null;
	const fit = describeLens(white, lensMatch);
	const rival = { band: season.measured[0], ordinary: lastExpected(explained, season) };
	const { lastMjd } = white.epochs;
	if (!forecast(fit, rival, lastMjd).isInProgress) return null;
	const expected = forecast(fit, rival, season.nowMjd);
	return {
		isInProgress: expected.isInProgress,
		hasPassedMinimum: expected.hasPassedMinimum,
		minimum: toldNumber(expected.minimum),
		egress: toldNumber(expected.egress),
		nextDecisive: expected.nextDecisive
	};
}

/** Kinds of change that stay when the observations end. */
const LASTING: readonly OrdinaryKind[] = ['trend', 'wave', 'step'];

/** What the ordinary explanation expects of the lowest band from the last epoch on: that it stays as it is, or the usual level. */
function lastExpected({ white }: Explanations, { kind, ordinary }: Season): Expectation {
	const [lowest] = white.epochs.bands;
	const last = LASTING.includes(kind) ? ordinary.relative[lowest.to - 1] : 1;
	return () => last;
}

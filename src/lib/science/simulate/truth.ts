import type { Behaviour } from './lightCurves.ts';
import { quiescentFlux, type SimulatedSource } from './population.ts';
import { BAD_GAIN, BAD_NOISE, type Band, type Schedule, STEP_GAIN } from './schedule.ts';
import type { Sidelobe } from './sidelobes.ts';

/** Cells by column; what a row does not have stays empty. */
type TruthRow = Record<string, string | number>;

/**
 * truth.csv: one row per source, then one per systematic error (bad-epoch, flux-step, sidelobe). Angles in degrees, fluxes in mJy,
 * times in MJD and days; `alpha` and `modulation_index` hold at 887.5 MHz; `parameters` has what is left, as name=value.
 */
export function truthTable(sources: SimulatedSource[], lobes: Sidelobe[], plan: Schedule): string {
	const columns = [
		...['name', 'class', 'ra', 'dec'],
		...plan.bands.map(fluxColumn),
		...['spectral_index', 'size_arcsec', 'island', 't0_mjd', 'tau_days', 'alpha', 'sigma_s'],
		...['compact_fraction', 'modulation_index', 'amplitude', 'images', 'parameters']
	];
	const rows = [
		...sources.map((source) => sourceRow(source, plan.bands)),
		...imageRows(plan),
		...lobes.map((lobe) => sidelobeRow(lobe, plan))
	];
	const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
	return [columns.join(','), ...lines].join('\n') + '\n';
}

/** flux_887mhz_mjy: the band is named as the pipeline names it. */
function fluxColumn({ frequencyMhz }: Band): string {
	return `flux_${Math.trunc(frequencyMhz)}mhz_mjy`;
}

function sourceRow(source: SimulatedSource, bands: Band[]): TruthRow {
	const { name, ra, dec, island, spectralIndex, sizeArcsec } = source;
	const fluxes = bands.map((band): [string, number] => [
		fluxColumn(band),
		quiescentFlux(source, band.frequencyMhz)
	]);
	return {
		...{ name, class: source.class, ra, dec, island },
		...Object.fromEntries(fluxes),
		...{ spectral_index: spectralIndex, size_arcsec: sizeArcsec },
		...behaviourCells(source.behaviour)
	};
}

/** Errors of whole images. */
function imageRows({ dates, observations, stepEpoch }: Schedule): TruthRow[] {
	const bad = observations.filter((observation) => observation.noiseFactor !== 1);
	const rows = bad.map((observation): TruthRow => ({
		...{ name: 'bad-epoch', class: 'bad-epoch', t0_mjd: observation.mjd },
		...{ images: observation.name, parameters: `gain=${BAD_GAIN} noise_factor=${BAD_NOISE}` }
	}));
	if (stepEpoch !== null) {
		const step = { name: 'flux-step', class: 'flux-step', t0_mjd: dates[stepEpoch] };
		rows.push({ ...step, parameters: `gain=${STEP_GAIN}` });
	}
	return rows;
}

/** `amplitude` is the strongest, as a fraction of the bright source. */
function sidelobeRow({ name, ra, dec, fractions }: Sidelobe, { observations }: Schedule): TruthRow {
	const amplitude = fractions.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
	const marred = observations.filter(({ epoch }) => fractions[epoch] !== 0);
	const images = marred.map((observation) => observation.name).join(' ');
	return { name, class: 'sidelobe', ra, dec, amplitude, images };
}

/** Ten significant digits: positions to 0.1 mas, times to 10 ms. No cell holds a comma. */
function cell(value: string | number | undefined): string {
	return typeof value === 'number' ? String(Number(value.toPrecision(10))) : (value ?? '');
}

function behaviourCells(behaviour: Behaviour): TruthRow {
	switch (behaviour.kind) {
		case 'steady':
			return {};
		case 'scintillator':
			return { tau_days: behaviour.tauDays, modulation_index: behaviour.modulationIndex };
		case 'flare': {
			const { t0Mjd, amplitude, riseDays, decayDays } = behaviour;
			const parameters = `rise_days=${riseDays.toFixed(3)} decay_days=${decayDays.toFixed(3)}`;
			return { t0_mjd: t0Mjd, amplitude, parameters };
		}
		case 'agn': {
			const { t0Mjd, amplitude, slopePerYear, periodDays, phase } = behaviour;
			const parameters = `slope_per_year=${slopePerYear.toFixed(4)} period_days=${periodDays.toFixed(2)} phase=${phase.toFixed(4)}`;
			return { t0_mjd: t0Mjd, amplitude, parameters };
		}
		case 'transient':
			return { t0_mjd: behaviour.t0Mjd, tau_days: behaviour.widthDays };
		case 'ese': {
			const { t0Mjd, tauDays, alpha, sigmaS, compactFraction } = behaviour;
			const shape = { alpha, sigma_s: sigmaS, compact_fraction: compactFraction };
			return { t0_mjd: t0Mjd, tau_days: tauDays, ...shape };
		}
	}
}

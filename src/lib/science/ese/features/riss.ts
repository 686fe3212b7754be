/** Refractive interstellar scintillation expected of a line of sight (RISS19: Hancock et al. 2019; spec/vetting.md §3.5). */
export interface ScintillationExpected {
	/** Scattering strength ξ = r_F/r_diff; strong above 1. */
	strength: number;
	fresnelMetres: number;
	modulationIndex: number;
	timescaleDays: number;
	/** Angle within which a source counts as a point, mas. */
	pointMas: number;
}

export interface LineOfSight {
	frequencyMhz: number;
	/** Hα surface brightness, Rayleigh. */
	halphaRayleigh: number;
	/** Distance of the screen. */
	distanceKpc?: number;
	velocityKmS?: number;
	/** Angular size of the source; 0 is a point. */
	sourceMas?: number;
}

const SPEED_OF_LIGHT = 299_792_458;
/** m (CODATA 2018) */
const CLASSICAL_ELECTRON_RADIUS = 2.8179403262e-15;
const METRES_PER_KPC = 3.085677581491367e19;
const SECONDS_PER_DAY = 86_400;
const MAS = Math.PI / 180 / 3_600_000;
/** Kolmogorov. */
const BETA = 11 / 3;
/** Electron temperature in 10⁴ K, and the clumpiness and outer scale of the turbulence, which RISS19 sets to 10¹⁸ m. */
const GAS = { t4: 0.8, epsilon: 1, outerScalePc: 1e21 / METRES_PER_KPC };

/** Defaults are RISS19's: a screen at 0.5 kpc moving at 10 km/s, a point source. Linear units in m and s inside. */
export function scintillationExpected({
	frequencyMhz,
	halphaRayleigh,
	distanceKpc = 0.5,
	velocityKmS = 10,
	sourceMas = 0
}: LineOfSight): ScintillationExpected {
	const wavelength = SPEED_OF_LIGHT / (frequencyMhz * 1e6);
	const distance = distanceKpc * METRES_PER_KPC;
	const fresnelMetres = Math.sqrt((distance * wavelength) / (2 * Math.PI));
	const diffractive = diffractiveScale(wavelength, scatteringMeasure(halphaRayleigh));
	const strength = fresnelMetres / diffractive;
	const pointMas = wavelength / (2 * Math.PI * diffractive) / MAS;
	const modulationIndex = strength ** (-1 / 3);
	const timescaleDays = (fresnelMetres * strength) / (velocityKmS * 1000) / SECONDS_PER_DAY;
	const excess = Math.max(1, sourceMas / pointMas);
	return {
		...{ strength, fresnelMetres, pointMas },
		modulationIndex: modulationIndex * excess ** (-7 / 6),
		timescaleDays: timescaleDays * excess
	};
}

/** SM = I/198 · t₄^0.9 · ε²/(1+ε²) · l₀^(−2/3), kpc m^(−20/3). */
function scatteringMeasure(halphaRayleigh: number): number {
	const { t4, epsilon, outerScalePc } = GAS;
	const clumps = epsilon ** 2 / (1 + epsilon ** 2);
	return (halphaRayleigh / 198) * t4 ** 0.9 * clumps * outerScalePc ** (-2 / 3);
}

/** r_diff = [2^{2−β} π r_e² λ² β SM Γ(−β/2)/Γ(β/2)]^{1/(2−β)}, with SM in m^(−17/3). */
function diffractiveScale(wavelength: number, measureKpc: number): number {
	const measure = measureKpc * METRES_PER_KPC;
	const gammas = GAMMA_MINUS_HALF_BETA / GAMMA_HALF_BETA;
	const base =
		2 ** (2 - BETA) *
		Math.PI *
		CLASSICAL_ELECTRON_RADIUS ** 2 *
		wavelength ** 2 *
		BETA *
		measure *
		gammas;
	return base ** (1 / (2 - BETA));
}

/** Γ(−11/6) and Γ(11/6). */
const GAMMA_MINUS_HALF_BETA = 3.6434068375;
const GAMMA_HALF_BETA = 0.9406558583;

/** ⟨log₁₀ EM sin|b|⟩ of the diffuse warm gas, EM in pc cm⁻⁶ (Hill et al. 2008, |b| > 10°). */
const LOG_EMISSION_MEASURE = 0.146;
/** EM = 2.75 t₄^0.9 I (Reynolds 1991), pc cm⁻⁶ per Rayleigh. */
const EMISSION_PER_RAYLEIGH = 2.75 * GAS.t4 ** 0.9;
/** The layer is as thick as it is seen at 3°: nearer the plane the estimate is a lower limit. */
const LEAST_SINE = Math.sin((3 * Math.PI) / 180);

/** Hα brightness to expect of a latitude where no map is installed: a plane layer, I sin|b| = 0.62 R, 0.2 dex scatter above 10°. */
export function halphaEstimate(galacticLatitudeDeg: number): number {
	const sine = Math.abs(Math.sin((galacticLatitudeDeg * Math.PI) / 180));
	return 10 ** LOG_EMISSION_MEASURE / EMISSION_PER_RAYLEIGH / Math.max(sine, LEAST_SINE);
}

/** North Galactic Pole in ICRS (Hipparcos, ESA 1997, vol. 1 §1.5.3), degrees. */
const GALACTIC_POLE = { ra: 192.85948, dec: 27.12825 };

/** b of a position, all in degrees. */
export function galacticLatitude(raDeg: number, decDeg: number): number {
	const degree = Math.PI / 180;
	const { ra, dec } = GALACTIC_POLE;
	const sine =
		Math.sin(decDeg * degree) * Math.sin(dec * degree) +
		Math.cos(decDeg * degree) * Math.cos(dec * degree) * Math.cos((raDeg - ra) * degree);
	return Math.asin(Math.min(1, Math.max(-1, sine))) / degree;
}

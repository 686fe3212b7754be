/**
 * The one-dimensional Gaussian plasma lens of Clegg, Fey & Lazio (1998; spec/vetting.md §3.2): electron column N₀ exp[−(x/a)²].
 * Lens-plane u = x/a and observer-plane u′ = x′/a are dimensionless. α > 0 is an overdensity, which diverges; α < 0 a void, which
 * converges.
 */

/** m (CODATA 2018) */
const CLASSICAL_ELECTRON_RADIUS = 2.8179403262e-15;
const METRES_PER_PARSEC = 3.085677581491367e16;
const METRES_PER_AU = 149_597_870_700;
/** m⁻² in 1 pc cm⁻³ */
const COLUMN_UNIT = METRES_PER_PARSEC * 1e6;
const SPEED_OF_LIGHT = 299_792_458;

/** A lens magnifies without bound at a caustic only if it is stronger than e^{3/2}/2. */
export const CAUSTIC_STRENGTH = Math.exp(1.5) / 2;

export interface LensPhysics {
	frequencyMhz: number;
	/** N₀, pc cm⁻³ */
	columnPcCm3: number;
	/** Observer to lens, kpc. */
	distanceKpc: number;
	/** a, AU */
	sizeAu: number;
}

/** α = λ² r_e N₀ D / (π a²): Clegg et al. eq. 11 with the constant from first principles (they print 3.6 for 3.816). */
export function lensStrength({ frequencyMhz, columnPcCm3, distanceKpc, sizeAu }: LensPhysics) {
	const wavelength = SPEED_OF_LIGHT / (frequencyMhz * 1e6);
	const column = columnPcCm3 * COLUMN_UNIT;
	const distance = distanceKpc * 1000 * METRES_PER_PARSEC;
	const size = sizeAu * METRES_PER_AU;
	return (wavelength ** 2 * CLASSICAL_ELECTRON_RADIUS * column * distance) / (Math.PI * size ** 2);
}

/** α ∝ λ²: the colour that tells a lens from a flare or a calibration error. */
export function strengthAt(frequencyMhz: number, alpha: number, referenceMhz: number): number {
	return alpha * (referenceMhz / frequencyMhz) ** 2;
}

/** Ray equation: where a ray through u lands, u′ = u (1 + α e^{−u²}). Odd in u. */
export function landingPoint(u: number, alpha: number): number {
	return u * (1 + alpha * Math.exp(-u * u));
}

/** du′/du = 1 + (1 − 2u²) α e^{−u²} */
function stretch(u: number, alpha: number): number {
	return 1 + (1 - 2 * u * u) * alpha * Math.exp(-u * u);
}

/** G(u) = |du′/du|⁻¹; infinite on a caustic. */
export function gain(u: number, alpha: number): number {
	return 1 / Math.abs(stretch(u, alpha));
}

export interface Caustic {
	u: number;
	/** |u′| at which an observer crosses it. */
	uPrime: number;
}

/** The pair of caustics, or null for a lens too weak to have any. The inner one comes from the outer part of the lens. */
export function lensCaustics(alpha: number): { inner: Caustic; outer: Caustic } | null {
	if (alpha <= CAUSTIC_STRENGTH) return null;
	// The stretch is 1 at u² = 1/2, least at u² = 3/2, and again close to 1 where α e^{−u²} has died away.
	const turn = Math.sqrt(1.5);
	const far = turn + Math.sqrt(Math.log(alpha) + 5);
	const near = bisect((u) => stretch(u, alpha), Math.SQRT1_2, turn);
	const wide = bisect((u) => stretch(u, alpha), turn, far);
	return {
		inner: { u: wide, uPrime: landingPoint(wide, alpha) },
		outer: { u: near, uPrime: landingPoint(near, alpha) }
	};
}

/**
 * |u′| of the caustic of a converging lens (α < −1: an electron void that brings rays to a focus before the observer); null for
 * a weaker one. Inside it three rays reach the observer.
 */
export function focalCaustic(alpha: number): Caustic | null {
	if (alpha >= -1) return null;
	// The stretch is 1 + α < 0 on the axis and 1 at u² = 1/2.
	const u = bisect((x) => stretch(x, alpha), 0, Math.SQRT1_2);
	return { u, uPrime: Math.abs(landingPoint(u, alpha)) };
}

/** The rays that reach u′, ascending in u: one, or three between the caustics. */
export function rayRoots(uPrime: number, alpha: number): number[] {
	// |u′ − u| ≤ |α| max(u e^{−u²}) < |α|/2.
	const farthest = Math.abs(uPrime) + Math.abs(alpha) / 2 + 1;
	const turns = turningPoints(alpha).filter((u) => u < farthest);
	const bounds = [-farthest, ...turns.map((u) => -u).reverse(), ...turns, farthest];
	const miss = (u: number) => landingPoint(u, alpha) - uPrime;
	const roots: number[] = [];
	for (let i = 0; i + 1 < bounds.length; i += 1) {
		// Between turning points the landing point is monotonic.
		if (miss(bounds[i]) * miss(bounds[i + 1]) <= 0)
			roots.push(bisect(miss, bounds[i], bounds[i + 1]));
	}
	return roots;
}

/** u > 0 at which rays turn back, ascending. */
function turningPoints(alpha: number): number[] {
	const caustics = lensCaustics(alpha);
	if (caustics !== null) return [caustics.outer.u, caustics.inner.u];
	const focal = focalCaustic(alpha);
	return focal === null ? [] : [focal.u];
}

/** Magnification of a point source, I(u′) = Σ G(u_k). */
export function pointMagnification(uPrime: number, alpha: number): number {
	return rayRoots(uPrime, alpha).reduce((sum, u) => sum + gain(u, alpha), 0);
}

/** Root of a function that changes sign between low and high, to the last bit. */
function bisect(f: (x: number) => number, low: number, high: number): number {
	const risesFrom = Math.sign(f(low));
	for (;;) {
		const middle = (low + high) / 2;
		if (middle <= low || middle >= high) return middle;
		const sign = Math.sign(f(middle));
		if (sign === 0) return middle;
		if (sign === risesFrom) low = middle;
		else high = middle;
	}
}

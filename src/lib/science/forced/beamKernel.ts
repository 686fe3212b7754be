import { DEG } from '../sky/angles.ts';
import type { Box } from './box.ts';

/** Coefficients of exp(−a·dx² − b·dx·dy − c·dy²), pixels⁻²: a Gaussian of unit peak. */
export interface BeamKernel {
	a: number;
	b: number;
	c: number;
	/** Pixels beyond which the kernel is below 1e-18. */
	reach: number;
}

/** A source in the pixels of an image: its centre, and the shape it is measured with. */
export interface PlacedKernel {
	x: number;
	y: number;
	kernel: BeamKernel;
}

const SIGMA_PER_FWHM = 1 / (2 * Math.sqrt(2 * Math.LN2));
/** √(−2 ln 1e-18), in σ. */
const REACH_SIGMAS = Math.sqrt(36 * Math.LN10);

/** The kernel of a beam (spec/pipeline.md §5.4-3): FWHM along its axes in pixels, position angle in degrees from north to east. */
export function beamKernel(major: number, minor: number, positionAngle: number): BeamKernel {
	const angle = (positionAngle - 90) * DEG;
	const varianceX2 = 2 * (major * SIGMA_PER_FWHM) ** 2;
	const varianceY2 = 2 * (minor * SIGMA_PER_FWHM) ** 2;
	const cos2 = Math.cos(angle) ** 2;
	const sin2 = Math.sin(angle) ** 2;
	const sinDouble = Math.sin(2 * angle);
	return {
		a: cos2 / varianceX2 + sin2 / varianceY2,
		b: sinDouble / varianceX2 - sinDouble / varianceY2,
		c: sin2 / varianceX2 + cos2 / varianceY2,
		reach: Math.max(major, minor) * SIGMA_PER_FWHM * REACH_SIGMAS
	};
}

/** The kernel on the pixels of a box, row by row. */
export function kernelOn({ x0, y0, x1, y1 }: Box, { x, y, kernel }: PlacedKernel): Float64Array {
	const values = new Float64Array((x1 - x0) * (y1 - y0));
	let i = 0;
	for (let row = y0; row < y1; row++) {
		for (let column = x0; column < x1; column++) {
			values[i++] = kernelAt(kernel, column - x, row - y);
		}
	}
	return values;
}

/** Value of the kernel at an offset from its centre, in pixels. */
function kernelAt({ a, b, c }: BeamKernel, dx: number, dy: number): number {
	return Math.exp(-a * dx * dx - b * dx * dy - c * dy * dy);
}

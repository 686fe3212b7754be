import { z } from 'zod';

const count = (what: string, least: number, most: number) =>
	z.coerce
		.number(`${what} must be a whole number.`)
		.int(`${what} must be a whole number.`)
		.min(least, `${what} must be at least ${least}.`)
		.max(most, `${what} must be at most ${most}.`);

/** What `simulate` is asked for: see science/simulate/survey.ts. The defaults are the demo's survey. */
export const simulationSchema = z.strictObject({
	/** Directory to make; it may not hold anything else. */
	out: z.string().min(1, 'Say where the survey goes: --out DIR.'),
	epochs: count('The number of epochs', 1, 2000).default(24),
	sources: count('The number of sources', 1, 20_000).default(600),
	/** Pixels along a side of each image. */
	npix: count('The number of pixels', 32, 8192).default(512),
	seed: count('The seed', 0, 2 ** 32 - 1).default(1)
});

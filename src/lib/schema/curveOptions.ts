import { z } from 'zod';

export const FLUXES = ['peak', 'integrated'] as const;
export type Flux = (typeof FLUXES)[number];

/** How a person likes light curves drawn, as their browser keeps it. What cannot be read there is what it was at first. */
export const curveOptionsSchema = z.object({
	flux: z.enum(FLUXES).catch('peak'),
	/** Each band by its own mean. */
	normalised: z.boolean().catch(false),
	logarithmic: z.boolean().catch(false),
	/** Forced measurements below `sigma` times the local rms drawn as upper limits. */
	limits: z.boolean().catch(false),
	sigma: z.number().min(1).max(10).catch(3),
	/** The local rms beneath the points. */
	rms: z.boolean().catch(false)
});
export type CurveOptions = z.infer<typeof curveOptionsSchema>;

/** What makes two epochs a pair: both at least this much. At first the reference's. */
export const pairThresholdsSchema = z.object({
	minAbsVs: z.number().min(0).max(30).catch(4.3),
	minAbsM: z.number().min(0).max(2).catch(0.26),
	flux: z.enum(FLUXES).catch('peak')
});

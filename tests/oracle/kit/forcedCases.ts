import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { ForcedMaps } from '#science/forced/forcedMaps.ts';
import type { ForcedOptions } from '#science/forced/forcedPhotometry.ts';
import { byteSource } from '#science/fits/byteSource.ts';
import { openFitsMap } from '#science/fits/openFitsMap.ts';
import { oracleBytes } from './oracle.ts';

/** Outputs of the forced photometry library alone, beside the repository. Read in place, never copied. */
const FILE = fileURLToPath(
	new URL('../../../../shared/oracle/forced_phot/expected.json', import.meta.url)
);
export const hasForcedCases = existsSync(FILE);

const numbers = z.array(
	z
		.number()
		.nullable()
		.transform((value) => value ?? NaN)
);
const axis = z.object({ value: z.array(z.number()) });
const caseSchema = z.object({
	name: z.string(),
	image: z.string(),
	background: z.string(),
	noise: z.string(),
	ra: numbers,
	dec: numbers,
	x_pix0: numbers,
	y_pix0: numbers,
	params: z.object({
		nbeam: z.number().default(3),
		edge_buffer: z.number().default(1),
		cluster_threshold: z.number().default(1.5),
		allow_nan: z.boolean().default(true),
		major_axes: axis.optional(),
		minor_axes: axis.optional(),
		position_angles: axis.optional()
	}),
	filtered_mask: z.array(z.boolean()),
	clusters: z.array(z.array(z.number())),
	flux: numbers,
	flux_err: numbers,
	chisq: numbers,
	dof: numbers,
	iscluster: numbers
});
const pixels = z.array(z.array(z.number()));
const schema = z.object({
	scalar_stamp: z.object({
		ra: z.number(),
		dec: z.number(),
		flux: z.number(),
		data: pixels,
		model: pixels
	}),
	kernel: z.object({
		x0: z.number(),
		y0: z.number(),
		fwhm_x: z.number(),
		fwhm_y: z.number(),
		pa_deg: z.number(),
		values: pixels
	}),
	cases: z.array(caseSchema)
});
export type ForcedCase = z.infer<typeof caseSchema>;

/** Everything that was measured; without cases where the file is missing. */
export function forcedOracle(): z.infer<typeof schema> | null {
	return hasForcedCases ? schema.parse(JSON.parse(readFileSync(FILE, 'utf8'))) : null;
}

export function optionsOf({ params }: ForcedCase): ForcedOptions {
	const options = {
		nBeam: params.nbeam,
		edgeBufferScale: params.edge_buffer,
		clusterThreshold: params.cluster_threshold,
		allowNan: params.allow_nan
	};
	const { major_axes: major, minor_axes: minor, position_angles: angle } = params;
	if (!major || !minor || !angle) return options;
	const shapes = major.value.map((arcsec, k) => ({
		bmaj: arcsec / 3600,
		bmin: minor.value[k] / 3600,
		bpa: angle.value[k]
	}));
	return { ...options, shapes };
}

/** The three maps that a case was measured on. */
export async function mapsOf({ image, background, noise }: ForcedCase): Promise<ForcedMaps> {
	const map = async (file: string) =>
		openFitsMap(byteSource(await oracleBytes(`inputs/data/${file}`)), {
			gunzip: (packed) => gunzipSync(packed)
		});
	return {
		name: image,
		image: await map(image),
		background: await map(background),
		noise: await map(noise)
	};
}

import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex');
const bytes = z.int().nonnegative();

/** Members of a bundle beside its manifest: nothing that could lead out of the directory it is unpacked into. */
const MEMBER = /^(config\.yaml|[\w-]+\.parquet|images\/[^/\\\0]+\/measurements\.parquet)$/;

/** manifest.json of a bundle: what a run was made from, with what, and what came out. */
export const bundleManifestSchema = z.strictObject({
	format: z.literal('caustic-bundle'),
	formatVersion: z.literal(1),
	run: z.string().min(1),
	softwareVersion: z.string().min(1),
	/** ISO 8601, UTC */
	madeAt: z.iso.datetime(),
	/** Images, noise maps, backgrounds and catalogues, where they were when the run read them. */
	inputs: z.array(z.strictObject({ path: z.string().min(1), bytes, sha256 })),
	/** The files of the bundle itself: the resolved config and the outputs. */
	files: z.array(
		z.strictObject({ name: z.string().refine(isMember, 'is no file of a run'), bytes, sha256 })
	),
	counts: z.record(z.string(), z.int().nonnegative())
});

export type BundleManifest = z.infer<typeof bundleManifestSchema>;
export type BundledFile = BundleManifest['files'][number];

function isMember(name: string): boolean {
	return MEMBER.test(name) && !name.split('/').includes('..');
}

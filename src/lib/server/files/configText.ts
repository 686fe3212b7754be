import { join } from 'node:path';
import type { Run } from '#schema/run.ts';
import { withFile } from './fileFailure.ts';
import { localStorage } from './storage.ts';

/** A run's config.yaml as it stands. */
export async function configText({ path }: Pick<Run, 'path'>): Promise<string> {
	const file = join(path, 'config.yaml');
	return new TextDecoder().decode(await withFile(file, () => localStorage().read(file)));
}

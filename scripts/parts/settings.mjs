import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Where this installation keeps its things; relative paths in the environment count from the caller's folder. */
export function settings(env = process.env) {
	const dataDir = resolve(env.CAUSTIC_DATA_DIR || join(root, '.caustic'));
	return {
		dataDir,
		cacheDir: join(dataDir, 'cache'),
		/** Handed to every child, so that all of them mean the same folders whatever theirs is. */
		folders: {
			CAUSTIC_DATA_DIR: dataDir,
			PIPELINE_WORKING_DIR: resolve(env.PIPELINE_WORKING_DIR || join(root, 'pipeline-runs')),
			RAW_IMAGE_DIR: resolve(env.RAW_IMAGE_DIR || join(root, 'raw-images'))
		}
	};
}

/** The environment by which our own processes find the engines. */
export function engineEnvironment(engines) {
	return {
		MONGODB_URI: engines.mongodbUri,
		REDIS_URL: engines.redisUrl,
		MEILI_URL: engines.meiliUrl,
		MEILI_KEY: engines.meiliKey
	};
}

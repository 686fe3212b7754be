import { resolve } from 'node:path';
import { environmentSchema, type Environment } from '#schema/environment.ts';
import { Failure } from '#schema/failure.ts';

/** The environment, parsed: defaults filled in, folders absolute, ORIGIN always known. Keys keep their variables' names. */
export interface Config extends Environment {
	ORIGIN: string;
}

let parsed: Config | null = null;

/** The configuration of this process, read once at first use. */
export function config(): Config {
	parsed ??= readConfig();
	return parsed;
}

/** Parses an environment; refuses with a sentence that names the variable. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
	const result = environmentSchema.safeParse(given);
	if (!result.success) {
		const [issue] = result.error.issues;
		const variable = issue.path.join('.');
		throw new Failure(
			'Invalid',
			`The environment variable ${variable} is wrong: ${issue.message}.`,
			variable
		);
	}
	const environment = result.data;
	return {
		...environment,
		ORIGIN: new URL(environment.ORIGIN ?? `http://${environment.HOST}:${environment.PORT}`).origin,
		CAUSTIC_DATA_DIR: resolve(environment.CAUSTIC_DATA_DIR),
		PIPELINE_WORKING_DIR: resolve(environment.PIPELINE_WORKING_DIR),
		RAW_IMAGE_DIR: resolve(environment.RAW_IMAGE_DIR)
	};
}

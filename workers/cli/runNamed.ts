import { basename, isAbsolute, join, resolve } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { config } from '#server/config.ts';
import { store } from '#server/store/client.ts';
import { findRunByName } from '#server/store/runs.ts';
import { callerDirectory } from './command.ts';

/** A run's name and directory as they were typed: by name, or as the path of the directory (spec/pipeline.md §8). */
export interface TypedRun {
	name: string;
	directory: string;
	known: Run | null;
}

export async function typedRun(argument: string): Promise<TypedRun> {
	const isPath = argument.includes('/');
	const given = isAbsolute(argument) ? argument : resolve(callerDirectory(), argument);
	const name = basename(given);
	const directory = isPath ? resolve(given) : join(config().PIPELINE_WORKING_DIR, argument);
	const known = await findRunByName(store(), isPath ? name : argument);
	if (known && isPath && known.path !== directory)
		throw new Failure('Conflict', `There is a run ${name} already, in ${known.path}.`);
	return { name: isPath ? name : argument, directory, known };
}

export async function runNamed(argument: string): Promise<Run> {
	const { known, name } = await typedRun(argument);
	if (known) return known;
	throw new Failure('NotFound', `There is no run ${name}. "runs" lists those there are.`);
}

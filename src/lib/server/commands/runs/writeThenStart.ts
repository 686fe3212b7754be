import { Failure } from '#schema/failure.ts';
import type { CommandContext } from '../context.ts';
import { startRun } from './startRun.ts';
import { writeConfig, type WrittenConfig } from './writeConfig.ts';

interface WrittenAndStarted extends WrittenConfig {
	/** Why nothing was started; null when it was. */
	notStarted: string | null;
}

/** Writes a run's config.yaml and goes on with the run. What is written stays when it cannot be started, and both are said. */
export async function writeThenStart(
	context: CommandContext,
	input: { runId: string | number } & object
): Promise<WrittenAndStarted> {
	const written = await writeConfig(context, input);
	try {
		const { nothingToDo } = await startRun(context, { runId: input.runId });
		return { ...written, notStarted: nothingToDo };
	} catch (error) {
		if (error instanceof Failure) return { ...written, notStarted: error.message };
		throw error;
	}
}

import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { config } from '../../config.ts';
import { store } from '../../store/client.ts';
import { countActiveRuns } from '../../store/runAttempts.ts';

/** spec/pipeline.md §8, "run" 5. A run that has to wait stays as it was: nothing is wrong with it. */
export async function refuseTooMany(user: User | null): Promise<void> {
	const { MAX_PIPELINE_RUNS, MAX_PIPELINE_RUNS_PER_USER = MAX_PIPELINE_RUNS } = config();
	if ((await countActiveRuns(store())) >= MAX_PIPELINE_RUNS)
		throw new Failure(
			'TooMany',
			`Max pipeline concurrent runs reached! ${MAX_PIPELINE_RUNS} are being processed (MAX_PIPELINE_RUNS). Try again when one has ended.`
		);
	if (user && (await countActiveRuns(store(), user.id)) >= MAX_PIPELINE_RUNS_PER_USER)
		throw new Failure(
			'TooMany',
			`Max pipeline concurrent runs reached! ${MAX_PIPELINE_RUNS_PER_USER} that you started are being processed (MAX_PIPELINE_RUNS_PER_USER). Try again when one has ended.`
		);
}

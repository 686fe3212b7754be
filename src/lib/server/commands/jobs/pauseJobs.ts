import { JOB_KINDS, type JobKind } from '#schema/job.ts';
import { JOB_WORDS, pauseJobsSchema } from '#schema/status.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { pauseJobsOf } from '../../jobs/failedJobs.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceJobs, withRedis } from './withRedis.ts';

/** Lets jobs of a kind, or of all kinds, wait until somebody lets them go on. Those under way end. */
export async function pauseJobs(context: CommandContext, input: unknown): Promise<string> {
	const { user } = context;
	mayOrRefuse(user, 'manageJobs');
	const { commandId, kind, paused } = parse(pauseJobsSchema, input);
	const kinds: readonly JobKind[] = kind === 'all' ? JOB_KINDS : [kind];
	const sentence = await once(context, { command: 'pauseJobs', commandId }, async (transaction) => {
		const action = paused ? 'pauseJobs' : 'resumeJobs';
		for (const each of kinds) await audit(user, { action, target: `jobs ${each}` }, transaction);
		// Last: what Redis does not take is not recorded. To pause what is paused changes nothing.
		await withRedis(() => Promise.all(kinds.map((each) => pauseJobsOf(each, paused))));
		const what = kind === 'all' ? 'All jobs' : JOB_WORDS[kind].title;
		return paused ? `${what}: new jobs wait now; those under way end.` : `${what}: going on.`;
	});
	await announceJobs(user);
	return sentence;
}

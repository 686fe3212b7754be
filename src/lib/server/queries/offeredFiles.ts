import { Failure } from '#schema/failure.ts';
import { readAddress } from '#schema/readAddress.ts';
import { fileListSchema, type OfferedFiles } from '#schema/runFiles.ts';
import type { User } from '#schema/user.ts';
import { rawFiles } from './rawFiles.ts';
import { refuseProblems } from './refuseProblems.ts';
import { shownConfig } from './runConfig.ts';
import { runOwner } from './runOwner.ts';
import { knownRun } from './runs.ts';
import { signedIn } from './signedIn.ts';

/** Images that a run may take, each with its files by name, for machines: what cannot be read is refused. */
export async function offeredFiles(
	user: User | null,
	runId: number,
	address: URLSearchParams
): Promise<OfferedFiles> {
	const reader = signedIn(user);
	refuseProblems(readAddress(fileListSchema, address).problems);
	const run = await knownRun(runId);
	const { text } = await shownConfig(reader, run);
	const offered = await rawFiles({ user: reader, owner: await runOwner(run) }, text, address);
	if (offered) return offered;
	throw new Failure('Invalid', 'Say where to look: files=raw, or files=own.', 'files');
}

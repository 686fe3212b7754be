import type { Walk } from '#schema/api/paging.ts';
import { Failure } from '#schema/failure.ts';
import { readAddress } from '#schema/readAddress.ts';
import { fileListSchema, type OfferedFiles } from '#schema/runFiles.ts';
import type { User } from '#schema/user.ts';
import { inputOf } from '#science/run/pairInputs.ts';
import { rawFiles } from './rawFiles.ts';
import { refuseProblems } from './refuseProblems.ts';
import { shownConfig } from './runConfig.ts';
import { runOwner } from './runOwner.ts';
import { knownRun } from './runs.ts';
import { signedIn } from './signedIn.ts';
import { BEGINNING, lostPlace } from './walk.ts';

/** Images that a run may take, each with its files by name, for machines: what cannot be read is refused. */
export async function offeredFiles(
	user: User | null,
	runId: number,
	said: URLSearchParams,
	{ after, limit }: Walk = BEGINNING
): Promise<OfferedFiles> {
	const reader = signedIn(user);
	const address = new URLSearchParams(said);
	if (after !== null) {
		// No image that anybody was shown.
		if (inputOf(after)?.kind !== 'image') throw lostPlace();
		address.set('after', after);
	}
	refuseProblems(readAddress(fileListSchema, address).problems);
	const run = await knownRun(runId);
	const { text } = await shownConfig(reader, run);
	const people = { user: reader, owner: await runOwner(run) };
	const offered = await rawFiles(people, text, { address, ...(limit !== null && { limit }) });
	if (offered) return offered;
	throw new Failure('Invalid', 'Say where to look: files=raw, or files=own.', 'files');
}

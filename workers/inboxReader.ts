import type { InputFile } from '#schema/image.ts';
import type { EpochReader } from '#server/commands/inbox/judgeGroup.ts';
import type { CheckedEpoch } from './inboxCheck.ts';
import type { ImageFiles } from './imageFiles.ts';
import { runInThread } from './pool.ts';

/** Reads what arrives in threads, so that jobs keep their locks meanwhile. */
export const inboxReader: EpochReader = {
	check: (files) => {
		const input: ImageFiles = { epoch: '', ...files };
		return runInThread<CheckedEpoch>('checkEpoch', input);
	},
	sha256: async (path) => (await runInThread<InputFile>('checksum', path)).sha256
};

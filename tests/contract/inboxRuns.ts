import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { InboxEpoch } from '#schema/inbox.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { setInbox } from '#server/commands/inbox/setInbox.ts';
import { store } from '#server/store/client.ts';
import { listEpochs } from '#server/store/inboxEpochs.ts';
import type { TestEnvironment } from '../kit/engines.ts';
import { commandId } from './builders.ts';

/** Quick, so that tests need not wait for people’s patience. */
export const QUICK = { INBOX_LOOK_MS: '100', INBOX_SETTLE_MS: '300', INBOX_PATIENCE_MS: '2000' };

/** A busy machine takes its time; what passes does not wait for it. */
export const PATIENCE_MS = 110_000;

/** A watched folder below the raw images for a run. */
export async function inboxFor(
	run: Run,
	{ user, environment }: { user: User; environment: TestEnvironment }
): Promise<string> {
	const directory = join(environment.RAW_IMAGE_DIR, `inbox-${run.name}`);
	mkdirSync(directory, { recursive: true });
	await setInbox({ user }, { commandId: commandId(), runId: run.id, directory });
	return directory;
}

export async function epochsOf(run: Run): Promise<InboxEpoch[]> {
	return listEpochs(store(), { runId: run.id }, 1000);
}

/** The epoch of this file name, once it is as `holds` says. */
export async function epochOnce(
	run: Run,
	name: string,
	holds: (epoch: InboxEpoch) => boolean,
	timeout = PATIENCE_MS
): Promise<InboxEpoch> {
	return vi.waitFor(
		async () => {
			const epochs = await epochsOf(run);
			const found = epochs.find((epoch) => epoch.name === name && holds(epoch));
			if (found) return found;
			const states = epochs.map((epoch) => `${epoch.name} ${epoch.state} ${epoch.reason ?? ''}`);
			throw new Error(`${name} is not there yet:\n${states.join('\n')}`);
		},
		{ timeout, interval: 100 }
	);
}

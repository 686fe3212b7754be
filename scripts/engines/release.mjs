import { existsSync } from 'node:fs';
import { withMutex } from '../parts/mutex.mjs';
import { terminate } from '../parts/processes.mjs';
import { lockPath, readState, writeState } from './state.mjs';

/** Takes `owner` off the list of users; the last one out stops the engines. */
export async function releaseEngines(dataDir, owner) {
	// A test's folder may be gone already, and must not come back.
	if (!existsSync(dataDir)) return;
	await withMutex(lockPath(dataDir), async () => {
		const state = readState(dataDir);
		state.users = state.users.filter((user) => user.pid !== owner.pid);
		if (state.users.length === 0) {
			await Promise.all(Object.values(state.engines).map((engine) => terminate(engine)));
			state.engines = {};
		}
		writeState(dataDir, state);
	});
}

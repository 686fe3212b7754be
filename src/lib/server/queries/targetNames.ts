import { store } from '../store/client.ts';
import { findImage } from '../store/images.ts';
import { findQueue } from '../store/queues.ts';
import { findRun } from '../store/runs.ts';
import { findVettingSession } from '../store/vettingSessions.ts';

/** Something that is no object and that people write about. */
export interface Target {
	kind: string;
	id: string;
}

const NAMES: Record<string, (id: string) => Promise<string | undefined>> = {
	run: async (id) => (await findRun(store(), Number(id)))?.name,
	image: async (id) => (await findImage(store(), Number(id)))?.name,
	queue: async (id) => (await findQueue(store(), id))?.name,
	session: async (id) => (await findVettingSession(store(), id))?.name
};

/** What people call each of these: `queue “Monday’s batch”`, by `kind id`; what has no name or is gone stays `kind id`. */
export async function targetNames(targets: Target[]): Promise<Map<string, string>> {
	const distinct = new Map(targets.map((target) => [`${target.kind} ${target.id}`, target]));
	const named = [...distinct].map(async ([key, { kind, id }]): Promise<[string, string]> => {
		const name = await NAMES[kind]?.(id);
		return [key, name === undefined ? key : `${kind} “${name}”`];
	});
	return new Map(await Promise.all(named));
}

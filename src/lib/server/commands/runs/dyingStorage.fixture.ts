import type { Storage } from '../../files/storage.ts';

/** Storage whose process dies when it is about to change a file for the nth time. */
export function dyingAfter(changes: number, storage: Storage): Storage {
	let left = changes;
	function live(): void {
		left -= 1;
		if (left < 0) throw new Error('killed');
	}
	return {
		...storage,
		rename: async (from, to) => {
			live();
			await storage.rename(from, to);
		},
		remove: async (path) => {
			live();
			await storage.remove(path);
		},
		writeAtomically: async (path, bytes) => {
			live();
			await storage.writeAtomically(path, bytes);
		}
	};
}

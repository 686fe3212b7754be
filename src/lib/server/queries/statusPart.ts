import type { Part } from '#schema/status.ts';
import { log } from '../log.ts';

/** Nobody waits longer for one part of the status page; what comes later is not shown. */
export const PATIENCE_MS = 2000;

/** A part of the page within its time, or a sentence on why it is not there. Never rejects. */
export async function part<T>(what: string, work: () => Promise<T>): Promise<Part<T>> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<Part<T>>((resolve) => {
		const problem = `${what}: no answer within ${PATIENCE_MS / 1000} s.`;
		timer = setTimeout(() => resolve({ problem }), PATIENCE_MS);
	});
	try {
		return await Promise.race([work().then((value) => ({ value })), late]);
	} catch (error) {
		log.warn('a part of the status is not known', { what, error: String(error) });
		return { problem: `${what}: ${reasonOf(error)}` };
	} finally {
		clearTimeout(timer);
	}
}

function reasonOf(error: unknown): string {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	if (code === 'ECONNREFUSED') return 'nothing listens there.';
	return 'it could not be asked. The log of the web process says why.';
}

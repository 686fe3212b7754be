import { statfs } from 'node:fs/promises';

export interface DiskFree {
	freeBytes: number;
	totalBytes: number;
}

const asked = new Map<string, Promise<DiskFree>>();

/**
 * Room on the disk that a directory lies on. A network disk that is away may not answer for hours: it is asked once at a
 * time, so that those who look meanwhile do not take up every thread that reads files.
 */
export function diskFree(path: string): Promise<DiskFree> {
	const asking = asked.get(path) ?? ask(path).finally(() => asked.delete(path));
	asked.set(path, asking);
	return asking;
}

async function ask(path: string): Promise<DiskFree> {
	const { bavail, blocks, bsize } = await statfs(path);
	return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

// Preloaded into a worker (NODE_OPTIONS=--import): while the file FULL_DISK_MARKER is there, writing a file whose
// name matches FULL_DISK_FOR fails as it does when no space is left on the disk.
import { existsSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { FULL_DISK_MARKER, FULL_DISK_FOR } = process.env;
const { open } = promises;

promises.open = async (path, flags, ...rest) => {
	const file = await open(path, flags, ...rest);
	if (flags !== 'w' || !existsSync(FULL_DISK_MARKER) || !String(path).includes(FULL_DISK_FOR))
		return file;
	file.writeFile = () =>
		Promise.reject(
			Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
		);
	return file;
};
syncBuiltinESMExports();

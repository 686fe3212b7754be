import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardFolder } from './guard.mjs';
import { atEnd } from './lifecycle.mjs';

/** A new folder that is gone when this command is, however it ends. */
export function temporaryFolder(name) {
	const path = mkdtempSync(join(tmpdir(), `caustic-${name}-`));
	guardFolder(path);
	atEnd(() => rmSync(path, { recursive: true, force: true }));
	return path;
}

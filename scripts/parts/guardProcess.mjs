import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { releaseEngines } from '../engines/release.mjs';
import { terminate } from './processes.mjs';

/**
 * Outlives the command that started it by a moment: when the pipe to it closes, for whatever reason
 * (kill -9 and a closed terminal among them), it stops what that command left running.
 */
const owner = JSON.parse(process.argv[2]);
const children = new Map();
const dataDirs = new Set();
const folders = new Set();

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {});

for await (const line of createInterface({ input: process.stdin })) {
	const { child, gone, engines, folder } = JSON.parse(line);
	if (child) children.set(child.pid, child);
	if (gone) children.delete(gone);
	if (engines) dataDirs.add(engines);
	if (folder) folders.add(folder);
}

await Promise.all([...children.values()].map((child) => terminate(child, { graceMs: 10_000 })));
for (const dataDir of dataDirs) await releaseEngines(dataDir, owner);
for (const folder of folders) rmSync(folder, { recursive: true, force: true });

import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * A process as others may write it down: the number alone is reused, after a reboot at once, so the
 * moment of its start goes with it.
 */
export function processOf(pid) {
	return { pid, started: startOf(pid) };
}

export function isAlive(process) {
	return process?.started !== null && startOf(process?.pid) === process?.started;
}

/** To the whole group: all of ours are started as leaders of one. */
function signal(target, name) {
	if (!isAlive(target)) return;
	try {
		process.kill(-target.pid, name);
	} catch {
		// It ended in between, or belongs to somebody else.
	}
}

/** Asks, waits, then insists. */
export async function terminate(target, { graceMs = 15_000 } = {}) {
	signal(target, 'SIGTERM');
	if (await ended(target, graceMs)) return;
	signal(target, 'SIGKILL');
	await ended(target, 5_000);
}

async function ended(target, withinMs) {
	const deadline = Date.now() + withinMs;
	while (isAlive(target)) {
		if (Date.now() > deadline) return false;
		await pause(25);
	}
	return true;
}

// Null when there is no such process, or when it is dead and only waits to be collected.
function startOf(pid) {
	if (!Number.isInteger(pid) || pid <= 0) return null;
	return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
}

function startFromProc(pid) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The name, in brackets, may itself hold blanks and brackets; state is field 3, start field 22.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return 'ZX'.includes(fields[0]) ? null : fields[19];
	} catch {
		return null;
	}
}

function startFromPs(pid) {
	const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
	return stdout?.trim() || null;
}

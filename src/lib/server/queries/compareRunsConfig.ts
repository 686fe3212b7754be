import type { ConfigDifference } from '#schema/compareRuns.ts';
import type { PipelineConfig } from '#schema/pipelineConfig.ts';

/** Where a run lies and what it reads are its own; images are compared by themselves. */
const OWN = new Set(['run', 'inputs']);

/** Keys of two configurations whose values differ, defaults filled in, in alphabetical order. */
export function configDifferences(a: PipelineConfig, b: PipelineConfig): ConfigDifference[] {
	const [before, now] = [settingsOf(a), settingsOf(b)];
	return [...new Set([...before.keys(), ...now.keys()])]
		.sort()
		.map((key) => ({ key, a: before.get(key) ?? null, b: now.get(key) ?? null }))
		.filter(({ a: one, b: other }) => one !== other);
}

function settingsOf(config: PipelineConfig): Map<string, string> {
	const settings = new Map<string, string>();
	for (const [section, value] of Object.entries(config))
		if (!OWN.has(section)) gather(value, section, settings);
	return settings;
}

function gather(value: unknown, path: string, into: Map<string, string>): void {
	if (value === undefined) return;
	if (typeof value === 'object' && value !== null && !Array.isArray(value))
		for (const [key, below] of Object.entries(value)) gather(below, `${path}.${key}`, into);
	else into.set(path, typeof value === 'string' ? value : JSON.stringify(value));
}

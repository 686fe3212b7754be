import type { PipelineConfig } from '#schema/pipelineConfig.ts';

/** What two configurations differ in, defaults filled in: "- key: value" is gone, "+ key: value" is new. */
export function configChanges(before: PipelineConfig, now: PipelineConfig): string[] {
	const old = new Set(entriesOf(before));
	const present = new Set(entriesOf(now));
	return [
		...[...old].filter((entry) => !present.has(entry)).map((entry) => `- ${entry}`),
		...[...present].filter((entry) => !old.has(entry)).map((entry) => `+ ${entry}`)
	];
}

/** One for each setting and each file: "source_association.radius: 10", "inputs.image: a.fits". */
function entriesOf(value: unknown, path: string[] = []): string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => entriesOf(entry, path));
	if (typeof value === 'object' && value !== null)
		return Object.entries(value).flatMap(([key, below]) => entriesOf(below, [...path, key]));
	return [`${path.join('.')}: ${String(value)}`];
}

import type { PipelineConfig } from '#schema/pipelineConfig.ts';
import type { ConfigChange } from '#schema/runConfig.ts';

/** What two configurations differ in, defaults filled in: "- key: value" is gone, "+ key: value" is new. */
export function configChanges(before: PipelineConfig, now: PipelineConfig): string[] {
	const { gone, fresh } = differences(before, now);
	const written = (sign: string) => (entry: Entry) => `${sign} ${entry.key}: ${entry.value}`;
	return [...gone.map(written('-')), ...fresh.map(written('+'))];
}

/** The same by key. */
export function changesByKey(before: PipelineConfig, now: PipelineConfig): ConfigChange[] {
	const { gone, fresh } = differences(before, now);
	const changes = new Map<string, ConfigChange>();
	const changeOf = (key: string) => {
		const change = changes.get(key) ?? { key, before: [], now: [] };
		changes.set(key, change);
		return change;
	};
	for (const { key, value } of gone) changeOf(key).before.push(value);
	for (const { key, value } of fresh) changeOf(key).now.push(value);
	return [...changes.values()];
}

interface Entry {
	key: string;
	value: string;
}

function differences(before: PipelineConfig, now: PipelineConfig) {
	const [old, present] = [entriesOf(before), entriesOf(now)];
	const name = ({ key, value }: Entry) => `${key}\n${value}`;
	const [oldNames, presentNames] = [new Set(old.map(name)), new Set(present.map(name))];
	return {
		gone: old.filter((entry) => !presentNames.has(name(entry))),
		fresh: present.filter((entry) => !oldNames.has(name(entry)))
	};
}

/** One for each setting and each file: "source_association.radius: 10", "inputs.image: a.fits". */
function entriesOf(value: unknown, path: string[] = []): Entry[] {
	if (Array.isArray(value)) return value.flatMap((entry) => entriesOf(entry, path));
	if (typeof value === 'object' && value !== null)
		return Object.entries(value).flatMap(([key, below]) => entriesOf(below, [...path, key]));
	return [{ key: path.join('.'), value: String(value) }];
}

import { stringify } from 'yaml';
import type { PipelineConfig } from '#schema/pipelineConfig.ts';

/** A config.yaml that says this configuration in full, in the dialect that `parseRunConfig` reads. */
export function configYaml(config: PipelineConfig): string {
	// Folded lines would be other file names.
	return stringify(config, { lineWidth: 0 });
}

import { expect, test } from 'vitest';
import { pipelineConfigSchema, type PipelineConfig } from '#schema/pipelineConfig.ts';
import { configYaml } from './configYaml.ts';
import { parseRunConfig } from './runConfig.ts';

const LISTS = {
	image: ['/a b/1.fits', '/x: #1.fits'],
	selavy: ['/null', '/~'],
	noise: ['/1', '/2']
};

function configOf(inputs: PipelineConfig['inputs'], settings = {}): PipelineConfig {
	const sections = Object.keys(pipelineConfigSchema.shape).map((name) => [name, {}]);
	return pipelineConfigSchema.parse({ ...Object.fromEntries(sections), inputs, ...settings });
}

test.each<[string, PipelineConfig]>([
	['lists', configOf(LISTS)],
	['long names', configOf({ ...LISTS, noise: [`/${'long name '.repeat(40)}`, '/2'] })],
	[
		'epochs',
		configOf({
			image: { '01': LISTS.image, true: ['/c'] },
			selavy: { '01': LISTS.selavy, true: ['/c'] },
			noise: { '01': LISTS.noise, true: ['/c'] },
			background: { '01': ['/e', '/f'], true: ['/g'] }
		})
	],
	[
		'settings',
		configOf(LISTS, {
			source_monitoring: { monitor: true, min_sigma: 1e-7 },
			source_association: { method: 'deruiter', deruiter_radius: 5.68 },
			processing: { num_workers: 3, num_workers_io: null }
		})
	]
])('a configuration with %s is read back as it was', (_, config) => {
	expect(parseRunConfig(configYaml(config), 'config.yaml')).toEqual(config);
});

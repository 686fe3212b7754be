import { expect, test } from 'vitest';
import { pipelineConfigSchema, type InputSpec } from '#schema/pipelineConfig.ts';
import { configChanges } from './configChanges.ts';

const config = (image: InputSpec, radius = 10) =>
	pipelineConfigSchema.parse({
		...Object.fromEntries(Object.keys(pipelineConfigSchema.shape).map((name) => [name, {}])),
		inputs: { image, selavy: ['a.txt'], noise: ['a.rms'] },
		source_association: { radius }
	});

test('settings and files that differ are named with both values', () => {
	expect(configChanges(config(['a', 'b']), config(['a', 'c'], 12))).toEqual([
		'- inputs.image: b',
		'- source_association.radius: 10',
		'+ inputs.image: c',
		'+ source_association.radius: 12'
	]);
});

test('a file that moves to another epoch differs', () => {
	expect(configChanges(config({ A: ['a'] }), config({ B: ['a'] }))).toEqual([
		'- inputs.image.A: a',
		'+ inputs.image.B: a'
	]);
});

test('the same settings do not', () => {
	expect(configChanges(config({ glob: 'x*' }), config({ glob: 'x*' }))).toEqual([]);
});

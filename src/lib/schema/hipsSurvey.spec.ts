import { describe, expect, test } from 'vitest';
import { hipsSurveysSchema } from './hipsSurvey.ts';

const surveys = (value: unknown) => JSON.stringify(value);

describe('HIPS_SURVEYS', () => {
	test('unset or empty, there is none', () => {
		expect(hipsSurveysSchema.parse(undefined)).toEqual([]);
		expect(hipsSurveysSchema.parse('')).toEqual([]);
	});

	test('a survey without coverage has the whole sky', () => {
		const [survey] = hipsSurveysSchema.parse(
			surveys([{ name: 'RACS', url: 'https://a.example/h' }])
		);
		expect(survey).toEqual({ name: 'RACS', url: 'https://a.example/h', moc: '' });
	});

	test.each([
		'not JSON',
		surveys({ name: 'one', url: '/hips' }),
		surveys([{ name: '', url: '/hips' }]),
		surveys([{ name: 'x', url: 'javascript:alert(1)' }]),
		surveys([{ name: 'x', url: '//other.example/hips' }]),
		surveys([{ name: 'x', url: "https://a.example/; script-src 'unsafe-inline'" }])
	])('%s is refused', (text) => {
		expect(hipsSurveysSchema.safeParse(text).success).toBe(false);
	});
});

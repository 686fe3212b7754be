import { describe, expect, test } from 'vitest';
import type { TrustFacts } from '#schema/sourcePage.ts';
import { trustLines } from './trustLines.ts';

const band = {
	detections: 10,
	forced: 2,
	epochs: 12,
	used: 11,
	flagged: 1,
	firstMjd: 59000,
	lastMjd: 59100,
	medianRmsMjy: 0.25
};
const trust: TrustFacts = {
	all: band,
	bands: [{ ...band, frequencyMhz: 887.5 }],
	imageRms: { lowest: 0.2, median: 0.22, highest: 0.4 },
	marks: { good: 0, uncertain: 1, bad: 1 },
	run: {
		name: 'SB1',
		softwareVersion: '0.6.0',
		workedOutAt: new Date('2026-11-01T12:00:00Z'),
		settings: [
			{ name: 'Association', value: 'basic, within 10″' },
			{ name: 'Two-epoch pairs', value: 'significant from |Vs| 4.3' }
		],
		images: 14
	},
	isFresh: true,
	laterRuns: [],
	scores: [
		{
			queueName: 'First look',
			score: 12.3,
			rank: 4,
			at: new Date('2026-11-02T00:00:00Z'),
			calibration: null,
			isFresh: true
		}
	],
	good: null
};
const said = (group: Parameters<typeof trustLines>[0], more: Partial<TrustFacts> = {}) =>
	new Map(trustLines(group, { ...trust, ...more }).map(({ what, value }) => [what, value]));

describe('what a metric rests on', () => {
	test('says detections against forced, and which epochs count', () => {
		const lines = said('variability');
		expect(lines.get('Measurements')).toBe('10 detections, 2 forced fits');
		expect(lines.get('Epochs')).toBe(
			'12 images; 11 of 12 measurements with a flux and an error, which count'
		);
	});

	test('says how many images are bad, and whether the numbers hold them', () => {
		expect(said('flux').get('Flagged')).toMatch(
			/^1 image marked bad, 1 uncertain; .*not worked out/
		);
		const good = { nLeftOut: 1, metrics: {}, bands: [] };
		expect(said('flux', { good }).get('Flagged')).toMatch(/“without bad images” do not$/);
		const all = { ...band, flagged: 0 };
		const marks = { good: 3, uncertain: 0, bad: 0 };
		expect(said('flux', { all, marks }).get('Flagged')).toBe('none of its images is marked bad');
	});

	test('sets bands apart only where there are several', () => {
		expect(said('variability').has('888 MHz')).toBe(false);
		const bands = [trust.bands[0], { ...band, frequencyMhz: 1368, flagged: 0 }];
		const lines = said('variability', { bands });
		expect(lines.get('888 MHz')).toContain('1 in bad images');
		expect(lines.get('1368 MHz')).not.toContain('bad');
	});

	test('names the run, the program and the time, or that they were not noted', () => {
		expect(said('counts').get('Worked out')).toMatch(/run SB1, by Caustic 0\.6\.0$/);
		const run = { name: 'old', softwareVersion: null, workedOutAt: null, settings: [], images: 1 };
		expect(said('counts', { run }).get('Worked out')).toBe(
			'at a time that was not noted, run old, by a version not noted; its settings were not noted'
		);
		expect(said('counts', { run: null }).get('Run')).toMatch(/deleted/);
	});

	test('shows the settings that matter to the group and no others', () => {
		expect([...said('position').keys()]).toContain('Association');
		expect([...said('flux').keys()]).not.toContain('Association');
	});

	test('says when the numbers are not fresh', () => {
		expect(said('flux', { isFresh: false }).get('Fresh')).toMatch(/earlier processing/);
		expect(said('flux', { laterRuns: ['SB2', 'SB3'] }).get('Fresh')).toMatch(/SB2, SB3$/);
	});

	test('says of a score that it is not calibrated until it is', () => {
		expect(said('score').get('Calibrated')).toMatch(/^no/);
		const [score] = trust.scores;
		const scores = [{ ...score, calibration: 'against 200 known cases' }];
		expect(said('score', { scores }).get('Calibrated')).toBe('against 200 known cases');
	});
});

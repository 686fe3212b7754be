import { describe, expect, test } from 'vitest';
import { pipelineConfigSchema } from '#schema/pipelineConfig.ts';
import type { RunMode } from '#schema/run.ts';
import type { RunAttempt, RunBasis } from '../../store/runs.ts';
import { startMode } from './startMode.ts';

type Done = Parameters<typeof startMode>[0];

function basis(images: Record<string, string[]>, settings: object = {}): RunBasis {
	const none = { image: ['a'], selavy: ['a'], noise: ['a'] };
	const sections = { source_monitoring: {}, source_association: {}, new_sources: {} };
	const others = { measurements: {}, variability: {}, processing: {} };
	const all = { run: {}, inputs: none, ...sections, ...others, ...settings };
	const epochs = Object.entries(images).map(([key, image]) => {
		return { key, image, selavy: image, noise: image, background: [] };
	});
	const inputs = { epochMode: !('1' in images), epochs };
	return { config: pipelineConfigSchema.parse(all), configText: '', inputs };
}

const LISTED = { '1': ['/x/a.fits'], '2': ['/x/b.fits'] };
const BY_EPOCH = { first: ['/x/a.fits'], second: ['/x/b.fits'] };

function done(over: Partial<Done> = {}): Done {
	return {
		name: 'survey',
		status: 'END',
		revision: 2,
		latestRevision: 2,
		epochBased: false,
		attempt: null,
		basis: basis(LISTED),
		...over
	};
}

const decide = (run: Done, wanted: RunBasis, fullRerun = false) =>
	startMode(run, wanted, { fullRerun });
const mode = (is: RunMode) => ({ mode: is });
const nothing = (reason: string) => ({ nothingToDo: expect.stringContaining(reason) as string });

/** An attempt that has got no further than its mode and generation. */
function attempt(of: Pick<RunAttempt, 'mode' | 'revision'>): RunAttempt {
	return {
		...of,
		...basis(LISTED),
		id: 'x',
		queuedAt: new Date(0),
		startedById: null,
		images: {},
		results: null,
		publication: null,
		rankedAt: null
	};
}

describe('a run without results', () => {
	const none = { revision: 0, latestRevision: 0, basis: null } as const;

	test('is processed for the first time', () => {
		expect(decide(done({ ...none, status: 'INI' }), basis(LISTED))).toEqual(mode('new'));
	});

	test.each(['ERR', 'CAN'] as const)('begins all over after %s', (status) => {
		expect(decide(done({ ...none, status }), basis(LISTED))).toEqual(mode('full'));
	});
});

describe('a run with results', () => {
	test('has nothing to do when nothing changed, wherever its files lie now', () => {
		const moved = { '1': ['/y/a.fits'], '2': ['/y/b.fits'] };
		expect(decide(done(), basis(LISTED))).toEqual(nothing('Its config has no new images'));
		expect(decide(done(), basis(moved))).toEqual(nothing('Its config has no new images'));
	});

	test('gets images that were added, in whatever order they are listed', () => {
		const more = { '1': ['/x/c.fits'], '2': ['/x/b.fits'], '3': ['/x/a.fits'] };
		expect(decide(done(), basis(more))).toEqual(mode('add'));
	});

	test('has nothing to do when another setting changed, which is named; defaults are filled in', () => {
		const more = { ...LISTED, '3': ['/x/c.fits'] };
		const other = basis(more, {
			new_sources: { min_sigma: 6 },
			variability: { pair_metrics: false }
		});
		expect(decide(done(), other)).toEqual(
			nothing('(new_sources.min_sigma, variability.pair_metrics)')
		);
		const same = basis(more, { new_sources: { min_sigma: 5 } });
		expect(decide(done(), same)).toEqual(mode('add'));
	});

	test('has nothing to do when epochs are named that were not before', () => {
		expect(decide(done(), basis({ ...BY_EPOCH, third: ['/x/c.fits'] }))).toEqual(
			nothing('Its images were not listed by epoch before')
		);
	});

	test('refuses to lose images, and says which', () => {
		const fewer = { '1': ['/x/a.fits'], '2': ['/x/c.fits'] };
		expect(() => decide(done(), basis(fewer))).toThrow('no longer has b.fits. Put them back');
	});

	test('refuses to move an image to another epoch', () => {
		const run = done({ epochBased: true, basis: basis(BY_EPOCH) });
		const moved = { first: ['/x/a.fits', '/x/b.fits'], second: ['/x/c.fits'] };
		expect(() => decide(run, basis(moved))).toThrow('other epochs now for b.fits');
		const into = { first: ['/x/a.fits', '/x/c.fits'], second: ['/x/b.fits'] };
		expect(decide(run, basis(into))).toEqual(mode('add'));
	});

	test('is processed all over when that is asked for, whatever changed', () => {
		expect(decide(done(), basis({ '1': ['/x/c.fits'] }), true)).toEqual(mode('full'));
	});

	test('goes on with a full re-run that failed, but not with one that succeeded', () => {
		const failed = attempt({ mode: 'full', revision: 3 });
		expect(decide(done({ status: 'ERR', attempt: failed }), basis(LISTED))).toEqual(mode('full'));
		const succeeded = attempt({ mode: 'full', revision: 2 });
		expect(decide(done({ status: 'ERR', attempt: succeeded }), basis(LISTED))).toEqual(
			nothing('no new images')
		);
		const addition = attempt({ mode: 'add', revision: 3 });
		expect(
			decide(done({ status: 'ERR', attempt: addition }), basis({ ...LISTED, '3': ['/x/c.fits'] }))
		).toEqual(mode('add'));
	});
});

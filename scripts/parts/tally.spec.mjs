import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tallyFile, tallyPlaywright, tallyVitest } from './tally.mjs';

const assertion = (status) => ({ status, fullName: `it ${status}` });

test('vitest’s tests are counted by what became of them, and the skipped ones are named', () => {
	const assertionResults = ['passed', 'passed', 'failed', 'pending', 'todo'].map(assertion);
	const report = { testResults: [{ status: 'failed', assertionResults }] };
	expect(tallyVitest(report)).toEqual({ passed: 2, failed: 1, skipped: ['it pending', 'it todo'] });
});

test('a test file that cannot be loaded is one failure', () => {
	const report = { testResults: [{ status: 'failed', assertionResults: [] }] };
	expect(tallyVitest(report)).toEqual({ passed: 0, failed: 1, skipped: [] });
});

test('playwright’s tests are counted, an error outside any of them as well', () => {
	const spec = { title: 'votes appear', tests: [{ status: 'skipped' }] };
	const report = {
		stats: { expected: 3, flaky: 1, unexpected: 2 },
		errors: [{ message: 'global setup' }],
		suites: [{ suites: [{ specs: [spec, { title: 'x', tests: [{ status: 'expected' }] }] }] }]
	};
	expect(tallyPlaywright(report)).toEqual({ passed: 4, failed: 3, skipped: ['votes appear'] });
});

test('no report, and a failure that the report does not show, are one failure', () => {
	const folder = mkdtempSync(join(tmpdir(), 'caustic-tally-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const path = join(folder, 'report.json');
	expect(tallyFile(path, tallyVitest, 0).failed).toBe(1);
	const assertionResults = [assertion('passed')];
	writeFileSync(path, JSON.stringify({ testResults: [{ status: 'passed', assertionResults }] }));
	expect(tallyFile(path, tallyVitest, 1)).toEqual({ passed: 1, failed: 1, skipped: [] });
	expect(tallyFile(path, tallyVitest, 0).failed).toBe(0);
});

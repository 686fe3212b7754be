import { readFileSync } from 'node:fs';

/** What one runner's report comes to: `{ passed, failed, skipped }`, the skipped ones by name. */
export function tallyVitest(report) {
	const files = report.testResults;
	const tests = files.flatMap((file) => file.assertionResults);
	const count = (status) => tests.filter((test) => test.status === status).length;
	// A file that cannot even be loaded has no tests, and must not pass for that.
	const broken = files.filter((f) => f.status === 'failed' && !f.assertionResults.some(isFailed));
	const skipped = tests.filter(({ status }) => ['pending', 'skipped', 'todo'].includes(status));
	return {
		passed: count('passed'),
		failed: count('failed') + broken.length,
		skipped: skipped.map(({ fullName }) => fullName)
	};
}

export function tallyPlaywright(report) {
	const { expected, flaky, unexpected } = report.stats;
	return {
		passed: expected + flaky,
		failed: unexpected + report.errors.length,
		skipped: report.suites
			.flatMap(specsOf)
			.filter(isSkipped)
			.map(({ title }) => title)
	};
}

/** A report that is missing, or that does not explain a failure, counts as one failure. */
export function tallyFile(path, tally, code) {
	let counts;
	try {
		counts = tally(JSON.parse(readFileSync(path, 'utf8')));
	} catch {
		return { passed: 0, failed: 1, skipped: [] };
	}
	return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function isFailed({ status }) {
	return status === 'failed';
}

function specsOf(suite) {
	return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

function isSkipped(spec) {
	return spec.tests.length > 0 && spec.tests.every(({ status }) => status === 'skipped');
}

import { runBin } from './run.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';

/**
 * Runs groups of steps, those of one group side by side, whatever fails. `prepare(step)` brings what
 * a step needs: `{ env }`, or `{ problem }`, which fails it. Answers `{ passed, failed }`.
 */
export async function runSteps(groups, prepare = () => ({ env: process.env })) {
	const reports = temporaryFolder('reports');
	// The linter and the type checker both read what this writes.
	await runBin('@sveltejs/kit/svelte-kit.js', ['sync'], { show: process.stdout });
	const results = [];
	for (const group of groups) {
		const alone = group.length === 1;
		const steps = group.map((step) => runStep(step, { alone, reports, prepare, results }));
		results.push(...(await Promise.all(steps)));
	}
	return summarise(results);
}

async function runStep(step, { alone, reports, prepare, results }) {
	const startedAt = Date.now();
	const output = alone ? process.stdout : collector();
	if (alone) console.log(`\n── ${step.name}`);
	const outcome = await attempt(step, { show: output, reports, prepare, results });
	if (!alone) console.log(`\n── ${step.name}\n${output.text()}`);
	return { name: step.name, seconds: (Date.now() - startedAt) / 1000, ...outcome };
}

async function attempt(step, { show, reports, prepare, results }) {
	const built = results.find(({ name }) => name === 'build');
	const { env, problem } =
		step.needsBuild && built?.failed
			? { problem: 'not run: the build failed' }
			: await prepare(step);
	if (problem) {
		show.write(`${problem}\n`);
		return { passed: 0, failed: 1, skipped: [] };
	}
	return step.run({ env, show, reports });
}

// Of two that run side by side, each is shown when it is done.
function collector() {
	const chunks = [];
	return {
		write: (chunk) => chunks.push(Buffer.from(chunk)),
		text: () => Buffer.concat(chunks).toString()
	};
}

function summarise(results) {
	console.log('');
	for (const { name, passed, failed, skipped, seconds } of results) {
		const counts = [`${passed} passed`, `${failed} failed`, `${skipped.length} skipped`];
		const told = counts.filter((text, i) => i === 0 || !text.startsWith('0 '));
		console.log(`${name.padEnd(10)} ${told.join(', ').padEnd(36)} ${seconds.toFixed(1)} s`);
	}
	for (const { name, skipped } of results) {
		for (const title of skipped) console.log(`skipped: ${name}: ${title}`);
	}
	const sum = (key) => results.reduce((total, result) => total + result[key], 0);
	return { passed: sum('passed'), failed: sum('failed') };
}

import { join } from 'node:path';
import { ensureWorkers } from '../buildWorkers.mjs';
import { ensureWeb } from './buildWeb.mjs';
import { run, runBin } from './run.mjs';
import { tallyFile, tallyPlaywright, tallyVitest } from './tally.mjs';

const minute = 60_000;

/*
 * The steps of `npm test`. Each answers `{ passed, failed, skipped }`; `show` is where its output
 * goes, `env` the environment of its programs, `reports` a folder for what the runners hand in.
 */

export const types = {
	name: 'types',
	run: (context) => one(run('npm', ['run', '--silent', 'types'], options(context)))
};

export const lint = {
	name: 'lint',
	run: (context) => one(run('npm', ['run', '--silent', 'lint'], options(context)))
};

export const unit = {
	name: 'unit',
	run: (context) => vitest('unit', ['node', 'dom'], context)
};

export const build = {
	name: 'build',
	async run({ show }) {
		try {
			await Promise.all([ensureWeb(), ensureWorkers()]);
			return { passed: 1, failed: 0, skipped: [] };
		} catch (error) {
			show.write(`${error.message}\n`);
			return { passed: 0, failed: 1, skipped: [] };
		}
	}
};

export const size = {
	name: 'size',
	needsBuild: true,
	run: (context) => one(runBin('size-limit/bin.js', [], options(context)))
};

export const contract = {
	name: 'contract',
	needsEngines: true,
	run: (context) => vitest('contract', ['contract'], context)
};

export const oracle = {
	name: 'oracle',
	run: (context) => vitest('oracle', ['oracle'], context)
};

export const e2e = {
	name: 'e2e',
	needsBuild: true,
	needsEngines: true,
	needsChromium: true,
	async run(context) {
		const report = join(context.reports, 'e2e.json');
		const env = { ...context.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
		const { code } = await runBin('@playwright/test/cli.js', ['test'], {
			...options(context),
			env
		});
		return tallyFile(report, tallyPlaywright, code);
	}
};

async function vitest(name, projects, context) {
	const report = join(context.reports, `${name}.json`);
	const chosen = projects.flatMap((project) => ['--project', project]);
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const args = ['run', ...chosen, ...reporters];
	const { code } = await runBin('vitest/vitest.mjs', args, options(context));
	return tallyFile(report, tallyVitest, code);
}

function options({ env, show }) {
	return { env, show, timeoutMs: 30 * minute };
}

async function one(running) {
	const { code } = await running;
	return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
}

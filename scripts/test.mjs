import { ensureEngines } from './engines.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureChromium } from './parts/chromium.mjs';
import { command } from './parts/lifecycle.mjs';
import { runSteps } from './parts/runSteps.mjs';
import { engineEnvironment, settings } from './parts/settings.mjs';
import { build, contract, e2e, lint, oracle, size, types, unit } from './parts/steps.mjs';
import { temporaryFolder } from './parts/temporaryFolder.mjs';

const everything = [[types, lint], [unit], [build], [size], [contract], [oracle], [e2e]];
const withTheirBuild = new Set([contract.name, e2e.name, size.name]);

/** `npm test`, or `node scripts/test.mjs contract e2e` for some of it. The last line is the sum. */
await command(async () => {
	await ensureInstalled();
	const groups = chosen(process.argv.slice(2));
	const steps = groups.flat();
	// What a test forgets in the system's folder for such things goes when we go.
	const env = { ...withoutTheUsersOwn(process.env), TMPDIR: temporaryFolder('tests') };
	// Both take their time, mostly waiting for the network: they run beside the first steps.
	const engines = steps.some(({ needsEngines }) => needsEngines) ? startEngines() : null;
	const browser = steps.some(({ needsChromium }) => needsChromium) ? ensureChromium(say) : null;
	const { passed, failed } = await runSteps(groups, async (step) => {
		const { problem, variables } = step.needsEngines ? await engines : {};
		const chromium = step.needsChromium ? await browser : {};
		return {
			problem: problem ?? chromium.problem,
			env: { ...env, ...variables, ...(chromium.path && { CHROMIUM_PATH: chromium.path }) }
		};
	});
	if (engines) await (await engines).stop?.();
	console.log(`${passed} passed, ${failed} failed`);
	return failed > 0 ? 1 : 0;
});

function chosen(names) {
	if (names.length === 0 || names.includes('all')) return everything;
	const known = everything.flat().map(({ name }) => name);
	const unknown = names.find((name) => !known.includes(name));
	if (unknown) throw new Error(`There is no step ${unknown}; these are: ${known.join(', ')}.`);
	const wanted = new Set(names);
	if (names.some((name) => withTheirBuild.has(name))) wanted.add(build.name);
	const groups = everything.map((group) => group.filter(({ name }) => wanted.has(name)));
	return groups.filter((group) => group.length > 0);
}

// A folder of their own, so that the tests' engines are nobody else's; only the programs are shared.
async function startEngines() {
	const dataDir = temporaryFolder('engines');
	try {
		const engines = await ensureEngines({ dataDir, cacheDir: settings().cacheDir, say });
		return {
			variables: { ...engineEnvironment(engines), CAUSTIC_DATA_DIR: dataDir },
			stop: engines.stop
		};
	} catch (error) {
		return { problem: error.message };
	}
}

// What a person has set for their own installation must not steer the tests.
function withoutTheUsersOwn(env) {
	const own = new Set([
		'PORT',
		'HOST',
		'ORIGIN',
		'MONGODB_DB',
		'PIPELINE_WORKING_DIR',
		'RAW_IMAGE_DIR'
	]);
	return Object.fromEntries(Object.entries(env).filter(([name]) => !own.has(name)));
}

function say(text) {
	console.log(text);
}

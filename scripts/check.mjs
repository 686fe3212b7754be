import { ensureInstalled } from './install.mjs';
import { command } from './parts/lifecycle.mjs';
import { runSteps } from './parts/runSteps.mjs';
import { lint, types, unit } from './parts/steps.mjs';

/** `npm run check`: types, lint and unit tests, the gate before every commit. */
await command(async () => {
	await ensureInstalled();
	const { passed, failed } = await runSteps([[types, lint], [unit]]);
	console.log(`${passed} passed, ${failed} failed`);
	return failed > 0 ? 1 : 0;
});

import { afterAll } from 'vitest';
import { dropEnvironment, newEnvironment, type TestEnvironment } from './engines.ts';

/**
 * Call at the top of a contract test file: the code under test then works on a database of its own,
 * which is dropped when the file is done (after the file's own `afterAll`, registered later).
 */
export function ownDatabase(): TestEnvironment {
	const environment = newEnvironment();
	Object.assign(process.env, environment);
	afterAll(() => dropEnvironment(environment));
	return environment;
}

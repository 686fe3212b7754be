import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestEnvironment } from '../kit/engines.ts';

const program = fileURLToPath(new URL('../../build/workers/cli.js', import.meta.url));

export interface Outcome {
	code: number;
	stdout: string;
	stderr: string;
}

/** The command line of this installation, typed in RAW_IMAGE_DIR; `extra` is put on top of its environment. */
export function commandLineOf(environment: TestEnvironment) {
	return function commandLine(
		args: string[],
		extra: Record<string, string> = {}
	): Promise<Outcome> {
		const cwd = environment.RAW_IMAGE_DIR;
		const env: NodeJS.ProcessEnv = { ...process.env, ...environment, ...extra, INIT_CWD: cwd };
		return new Promise((resolve) => {
			execFile(process.execPath, [program, ...args], { cwd, env }, (error, stdout, stderr) => {
				resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
			});
		});
	};
}

// execFile's answers are our own commands' JSON.
export const json = (outcome: Outcome) => JSON.parse(outcome.stdout) as Record<string, unknown>;

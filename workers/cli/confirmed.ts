import { createInterface } from 'node:readline/promises';

/** Asks the person at the terminal; where there is none, nobody is asked and the answer is yes. */
export async function confirmed(question: string): Promise<boolean> {
	if (!process.stdin.isTTY || !process.stderr.isTTY) return true;
	const terminal = createInterface({ input: process.stdin, output: process.stderr });
	try {
		return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
	} finally {
		terminal.close();
	}
}

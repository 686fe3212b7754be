import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Failure } from '#schema/failure.ts';
import { Output } from './output.ts';

let stdout: string;
let stderr: string;
const wasTerminal = process.stderr.isTTY;
beforeEach(() => {
	stdout = '';
	stderr = '';
	vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((stdout += String(text)), true));
	vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true));
});
afterEach(() => {
	vi.restoreAllMocks();
	process.stderr.isTTY = wasTerminal;
});

const HALF = {
	stage: 'ingest' as const,
	done: 2,
	total: 4,
	ratePerSecond: 1.5,
	secondsLeft: 1.3,
	at: new Date(0)
};

describe('progress', () => {
	test('is a bar that is wiped before anything else is written, on a terminal', () => {
		process.stderr.isTTY = true;
		const output = new Output({ json: false });
		output.progress(HALF);
		const bar = '█'.repeat(15) + '░'.repeat(15);
		expect(stderr).toBe(`\r\x1b[Kingest    ${bar} 2/4  1.5/s  2 s left`);
		stderr = '';
		output.say('One more.');
		expect(stderr).toBe('\r\x1b[KOne more.\n');
		stderr = '';
		output.say('And one.');
		expect(stderr).toBe('And one.\n');
	});

	test('is nothing where there is no terminal', () => {
		process.stderr.isTTY = false;
		new Output({ json: false }).progress(HALF);
		expect(stderr).toBe('');
	});
});

describe('the result', () => {
	test('is a text for people, or one line of JSON, on standard output', () => {
		new Output({ json: false }).result({ n: 1 }, 'One.');
		new Output({ json: true }).result({ n: 1 }, 'One.');
		expect(stdout).toBe('One.\n{"n":1}\n');
		expect(stderr).toBe('');
	});

	test('of a failure says what, which kind and which field', () => {
		new Output({ json: true }).fail(new Failure('Conflict', 'There is one.', 'name'));
		expect(JSON.parse(stdout)).toEqual({ error: 'There is one.', code: 'Conflict', field: 'name' });
		expect(stderr).toBe('There is one.\n');
	});

	test('of an error that nobody expected is its message', () => {
		new Output({ json: true }).fail(new TypeError('x is undefined'));
		expect(JSON.parse(stdout)).toEqual({ error: 'x is undefined', code: 'Failed' });
	});

	test('of wrong usage comes with the help, for people only', () => {
		new Output({ json: true }).misuse('Too few.', 'Usage: …\n');
		expect(JSON.parse(stdout)).toEqual({ error: 'Too few.', code: 'Misused' });
		expect(stderr).toBe('Too few.\n\nUsage: …\n');
	});
});

import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('an empty environment gives a whole configuration', () => {
	const config = readConfig({});
	expect(config.PORT).toBe(3000);
	expect(config.ORIGIN).toBe('http://127.0.0.1:3000');
	expect(isAbsolute(config.PIPELINE_WORKING_DIR)).toBe(true);
});

test('an empty variable counts as not set', () => {
	expect(readConfig({ PORT: '' }).PORT).toBe(3000);
});

test('the origin carries no path', () => {
	expect(readConfig({ ORIGIN: 'https://caustic.example/' }).ORIGIN).toBe('https://caustic.example');
});

test('a wrong value is refused by the name of its variable', () => {
	expect(() => readConfig({ PORT: 'eighty' })).toThrow(/^The environment variable PORT is wrong/);
	expect(() => readConfig({ MONGODB_DB: 'a/b' })).toThrow(/MONGODB_DB/);
});

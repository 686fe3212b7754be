import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** Commands that people give and that leave no audit event, each with the reason. */
const UNRECORDED: Record<string, string> = {
	'comments/attachFile.ts':
		'a file is seen by nobody before a comment, which is recorded, takes it up',
	'catalogues/uploads.ts': 'what is sent is seen by nobody before its import, which is recorded',
	'votes/leaseCandidate.ts': 'a lease says who looks where, for minutes, and changes nothing',
	'visitHome.ts': 'when somebody last looked at their own page',
	'runs/editedConfig.ts': 'it says what is wrong with a config; writing one is another command',
	'comments/openText.ts': 'whether a shared text is being written, for minutes'
};

const HERE = import.meta.dirname;
const files = readdirSync(HERE, { recursive: true, encoding: 'utf8' }).filter(
	(path) => path.endsWith('.ts') && !/\.(?:spec|fixture)\.ts$/.test(path)
);
const texts = new Map(files.map((path) => [path, readFileSync(join(HERE, path), 'utf8')]));

/** Files of this folder that a file calls for more than a type. */
function importsOf(path: string): string[] {
	const imports = (texts.get(path) ?? '').matchAll(/^import (?!type)[^;]*? from '(\.[^']+)'/gms);
	return [...imports].map(([, to]) => normalize(join(dirname(path), to)));
}

function reaches(path: string, goal: string, seen = new Set<string>()): boolean {
	if (path === goal) return true;
	if (seen.has(path)) return false;
	seen.add(path);
	return importsOf(path).some((next) => reaches(next, goal, seen));
}

/** Files whose functions are told who asks. */
const commands = files.filter((path) => {
	const text = texts.get(path) ?? '';
	return /export (?:async )?function \w+\(\s*(?:\{[^}]*\}|context): (?:CommandContext|\{ user: User)/.test(
		text
	);
});

test('there are commands to look at', () => expect(commands.length).toBeGreaterThan(40));

test.each(commands.filter((path) => !(path in UNRECORDED)))(
	'%s records what it changes',
	(path) => {
		expect(reaches(path, 'audit.ts')).toBe(true);
	}
);

test('what is said to need no record is there still, and has none', () => {
	for (const path of Object.keys(UNRECORDED)) {
		expect(files).toContain(path);
		expect(texts.get(path)).not.toMatch(/\baudit\(/);
	}
});

import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Path = (string | number)[];

/** The place of the first thing wrong with a configuration, and the sentence about it, without its full stop. */
export function configProblem(issue: Issue, config: unknown): [Path, string] {
	const found = innermost(issue, config);
	const path = found.path.filter((part) => typeof part !== 'symbol');
	const where = path.filter((part) => typeof part === 'string').join('.');
	if (found.code === 'unrecognized_keys') return unrecognized(found, path, config);
	const value = valueAt(config, path);
	// Only inputs have no default.
	if (value === undefined)
		return [path, `${where} is missing: list its files, or give a glob, or epochs with either`];
	if (found.message === 'duplicate found')
		return [path, `${where}: duplicate found: ${JSON.stringify(value)}`];
	// Lists and sections are too long to be repeated.
	const given = typeof value === 'object' || value === '' ? '' : `, not ${JSON.stringify(value)}`;
	return [path, `${where} ${found.message}${given}`];
}

/** Of the forms an input may have, the one that was meant is seen from its outside: a list, a glob or epochs. */
function innermost(issue: Issue, config: unknown): Issue {
	if (issue.code !== 'invalid_union') return issue;
	const value = valueAt(config, issue.path);
	const meant = issue.errors.find(([first]) => first && !isOtherForm(first, value));
	if (!meant) return issue;
	return innermost({ ...meant[0], path: [...issue.path, ...meant[0].path] }, config);
}

function isOtherForm({ path, code }: Issue, value: unknown): boolean {
	if (path.length === 0) return code === 'invalid_type';
	return path[0] === 'glob' && !hasKey(value, 'glob');
}

function unrecognized(
	{ keys: [key = ''] }: z.core.$ZodIssueUnrecognizedKeys,
	path: Path,
	config: unknown
): [Path, string] {
	const where = path.join('.');
	if (hasKey(valueAt(config, path), 'glob'))
		return [[...path, 'glob'], `${where}: glob cannot be mixed with other keys, such as "${key}"`];
	return [[...path, key], `unknown key "${key}" in ${where}`];
}

function valueAt(config: unknown, path: readonly PropertyKey[]): unknown {
	let value = config;
	for (const part of path) value = hasKey(value, part) ? value[part] : undefined;
	return value;
}

function hasKey<K extends PropertyKey>(value: unknown, key: K): value is Record<K, unknown> {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

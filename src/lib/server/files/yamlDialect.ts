import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Node, Pair } from 'yaml';
import { ConfigFailure } from './configFailure.ts';
import { refuseHugeText } from './yamlLimits.ts';

/** YAML values before their kinds are known: every scalar is text, so that `epoch: 01` stays `01`. */
export type YamlValue = string | YamlValue[] | { [key: string]: YamlValue };

export interface YamlText {
	value: { [key: string]: YamlValue };
	/** Line of a key or list entry, from 1; of the closest parent when the path is not in the file. */
	lineOf: (path: readonly (string | number)[]) => number;
}

/** Reads the strict dialect of spec/pipeline.md §1.1: no duplicate keys, flow collections, tags, anchors or aliases. */
export function readYaml(text: string, fileName: string): YamlText {
	const refuseAt = (line: number, reason: string): never => {
		throw new ConfigFailure(`${fileName} line ${line}: ${reason}.`, { field: fileName, line });
	};
	refuseHugeText(text, refuseAt);
	const lineCounter = new LineCounter();
	// Repeated keys are found below: the library compares each key with all others.
	const document = parseDocument(text, {
		schema: 'failsafe',
		uniqueKeys: false,
		prettyErrors: false,
		lineCounter
	});
	const lineAt = (offset: number) => lineCounter.linePos(offset).line;
	const refuse: Refuse = (offset, reason) => refuseAt(lineAt(offset), reason);
	const [problem] = document.errors;
	if (problem) refuse(problem.pos[0], plainReason(problem));
	refuseFancySyntax(document.contents, (node, reason) => refuse(offsetOf(node), reason));
	if (!isMap(document.contents))
		return refuseAt(1, 'a configuration consists of sections ("inputs:") with keys below them');
	const lines = new Map<string, number>();
	const note = (path: Path, offset: number) => lines.set(path.join('\n'), lineAt(offset));
	const value = plainMap(document.contents.items, [], { note, refuse });
	return { value, lineOf: (path) => closestLine(lines, path) };
}

type Path = readonly (string | number)[];
type Refuse = (offset: number, reason: string) => never;
interface Reading {
	note: (path: Path, offset: number) => void;
	refuse: Refuse;
}

function plainReason(problem: { code: string; message: string }): string {
	if (problem.code === 'RESOURCE_EXHAUSTION') return 'lists and sections are nested too deeply';
	if (problem.code === 'MULTIPLE_DOCS') return 'a second document begins here ("---")';
	return problem.message.charAt(0).toLowerCase() + problem.message.slice(1).replace(/\.$/, '');
}

function refuseFancySyntax(contents: Node | null, refuse: (node: Node, reason: string) => never) {
	visit(contents, {
		Alias: (_, node) => refuse(node, 'references (*name) are not allowed'),
		Node: (_, node) => {
			if ('flow' in node && node.flow)
				refuse(node, 'write lists and sections on lines of their own, not in [ ] or { }');
			if ('anchor' in node && node.anchor) refuse(node, 'anchors (&name) are not allowed');
			if (node.tag) refuse(node, 'tags (!name) are not allowed');
		}
	});
}

function plainValue(node: unknown, path: Path, reading: Reading): YamlValue {
	if (isMap(node)) return plainMap(node.items, path, reading);
	if (!isSeq(node)) return scalarText(node, reading);
	return node.items.map((entry, index) => {
		reading.note([...path, index], offsetOf(entry));
		return plainValue(entry, [...path, index], reading);
	});
}

function plainMap(pairs: Pair[], path: Path, reading: Reading): { [key: string]: YamlValue } {
	const record: { [key: string]: YamlValue } = {};
	for (const { key, value } of pairs) {
		const offset = offsetOf(key);
		const name = keyText(key, reading);
		if (Object.hasOwn(record, name)) reading.refuse(offset, `duplicate key "${name}" found`);
		reading.note([...path, name], offset);
		record[name] = plainValue(value, [...path, name], reading);
	}
	return record;
}

function keyText(key: unknown, reading: Reading): string {
	const name = scalarText(key, reading);
	if (name === '') return reading.refuse(offsetOf(key), 'a key has no name');
	// Assigned to a record it would set something else.
	if (name === '__proto__') return reading.refuse(offsetOf(key), 'no key may be called __proto__');
	return name;
}

/** With the failsafe schema every scalar is a text; nothing behind a key is the empty one. */
function scalarText(node: unknown, { refuse }: Reading): string {
	const text = isScalar(node) && typeof node.value === 'string' ? node.value : '';
	if (/\p{Cc}/u.test(text))
		refuse(offsetOf(node), 'a text may not hold line breaks or control characters');
	return text;
}

function offsetOf(node: unknown): number {
	return (isNode(node) && node.range?.[0]) || 0;
}

function closestLine(lines: Map<string, number>, path: Path): number {
	for (let length = path.length; length > 0; length--) {
		const line = lines.get(path.slice(0, length).join('\n'));
		if (line !== undefined) return line;
	}
	return 1;
}

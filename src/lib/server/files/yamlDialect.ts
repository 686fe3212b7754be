import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Node, Pair } from 'yaml';
import { Failure } from '#schema/failure.ts';

/** YAML values before their kinds are known: every scalar is text, so that `epoch: 01` stays `01`. */
export type YamlValue = string | YamlValue[] | { [key: string]: YamlValue };

export interface YamlText {
	value: { [key: string]: YamlValue };
	/** Line of a key or list entry, from 1; of the closest parent when the path is not in the file. */
	lineOf: (path: readonly (string | number)[]) => number;
}

/** Reads the strict dialect of spec/pipeline.md §1.1: no duplicate keys, flow collections, tags, anchors or aliases. */
export function readYaml(text: string, fileName: string): YamlText {
	const lineCounter = new LineCounter();
	const document = parseDocument(text, {
		schema: 'failsafe',
		uniqueKeys: true,
		prettyErrors: false,
		lineCounter
	});
	const lineAt = (offset: number) => lineCounter.linePos(offset).line;
	const [problem] = document.errors;
	if (problem) throw refusal(fileName, lineAt(problem.pos[0]), plainReason(problem));
	refuseFancySyntax(document.contents, (node, reason) => {
		throw refusal(fileName, lineAt(node.range?.[0] ?? 0), reason);
	});
	if (!isMap(document.contents))
		throw refusal(fileName, 1, 'the file must be a list of "section:" keys');
	const lines = new Map<string, number>();
	const value = plainValue(document.contents, [], (path, offset) =>
		lines.set(path.join('\n'), lineAt(offset))
	);
	return {
		// A map node always becomes a record.
		value: value as { [key: string]: YamlValue },
		lineOf: (path) => closestLine(lines, path)
	};
}

function refusal(fileName: string, line: number, reason: string): Failure {
	return new Failure('Invalid', `${fileName} line ${line}: ${reason}.`, fileName);
}

function plainReason(problem: { code: string; message: string }): string {
	if (problem.code === 'DUPLICATE_KEY') return 'this key is there twice';
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

type Path = readonly (string | number)[];

function plainValue(
	node: unknown,
	path: Path,
	seen: (path: Path, offset: number) => void
): YamlValue {
	if (isMap(node)) return plainMap(node.items, path, seen);
	if (!isSeq(node)) return scalarText(node);
	return node.items.map((entry, index) => {
		seen([...path, index], (isNode(entry) && entry.range?.[0]) || 0);
		return plainValue(entry, [...path, index], seen);
	});
}

/** With the failsafe schema every scalar is a text; nothing behind a key is the empty one. */
function scalarText(node: unknown): string {
	return isScalar(node) && typeof node.value === 'string' ? node.value : '';
}

function plainMap(
	pairs: Pair[],
	path: Path,
	seen: (path: Path, offset: number) => void
): { [key: string]: YamlValue } {
	const record: { [key: string]: YamlValue } = {};
	for (const { key, value } of pairs) {
		const name = scalarText(key);
		seen([...path, name], (isScalar(key) && key.range?.[0]) || 0);
		Object.defineProperty(record, name, {
			value: plainValue(value, [...path, name], seen),
			enumerable: true
		});
	}
	return record;
}

function closestLine(lines: Map<string, number>, path: Path): number {
	for (let length = path.length; length > 0; length--) {
		const line = lines.get(path.slice(0, length).join('\n'));
		if (line !== undefined) return line;
	}
	return 1;
}

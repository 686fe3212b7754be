import { SaxesParser } from 'saxes';
import { Failure } from '#schema/failure.ts';

export interface XmlElement {
	/** Without its namespace’s prefix. */
	name: string;
	attributes: Record<string, string>;
	children: XmlElement[];
	text: string;
	line: number;
}

/** No packet that is meant well comes near these. */
const MOST_BYTES = 2 ** 20;
const MOST_DEPTH = 40;
const MOST_ELEMENTS = 20_000;

/**
 * Parses a small XML document from anywhere. A document type is refused whatever it declares: entities of its own are how
 * XML is made to read files and fill memory. What is wrong is named with its line.
 */
export function readXmlTree(text: string, what: string): XmlElement {
	if (Buffer.byteLength(text) > MOST_BYTES)
		throw new Failure('Invalid', `The ${what} is larger than 1 MiB. Send the packet alone.`);
	const parser = new SaxesParser();
	const refuse = (reason: string): never => {
		throw new Failure('Invalid', `The ${what} cannot be read, line ${parser.line}: ${reason}.`);
	};
	const root: XmlElement = { name: '', attributes: {}, children: [], text: '', line: 1 };
	const open = [root];
	let elements = 0;
	parser.on('opentag', ({ name, attributes }) => {
		elements += 1;
		if (open.length > MOST_DEPTH) refuse(`elements are nested more than ${MOST_DEPTH} deep`);
		if (elements > MOST_ELEMENTS) refuse(`it has more than ${MOST_ELEMENTS} elements`);
		const element = {
			name: localName(name),
			attributes,
			children: [],
			text: '',
			line: parser.line
		};
		open.at(-1)?.children.push(element);
		open.push(element);
	});
	parser.on('closetag', () => void open.pop());
	const addText = (part: string) => {
		const element = open.at(-1);
		if (element) element.text += part;
	};
	parser.on('text', addText);
	parser.on('cdata', addText);
	parser.on('doctype', () => refuse('it has a DOCTYPE, which is not read'));
	parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+: /, '')));
	parser.write(text).close();
	return root.children[0];
}

/** The first element along a path of names, or null. */
export function findElement(from: XmlElement, ...path: string[]): XmlElement | null {
	let element: XmlElement | undefined = from;
	for (const name of path) element = element?.children.find((child) => child.name === name);
	return element ?? null;
}

/** All elements of a name, however deep. */
export function elementsNamed(from: XmlElement, name: string): XmlElement[] {
	return from.children.flatMap((child) => [
		...(child.name === name ? [child] : []),
		...elementsNamed(child, name)
	]);
}

export function textOf(from: XmlElement, ...path: string[]): string {
	return findElement(from, ...path)?.text.trim() ?? '';
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

const MOST_SIGNS = 240;
/** Of a message: what is looked at, whatever a file put into it. */
const MOST_READ = 1000;

/** Signs by which messages of one cause differ, in the order in which they are taken out. */
const DIFFERENCES: readonly [RegExp, string][] = [
	// Addresses before paths, whose slashes they share.
	[/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'”’)]+/gi, '<address>'],
	[/(?:[A-Za-z]:)?(?:\.{0,2}\/)[^\s"'“”‘’:;,()]+/g, '<file>'],
	[
		/[^\s"'“”‘’:;,()/]+\.(?:fits|fit|xml|vot|votable|csv|txt|yaml|yml|parquet|arrow|draft|bak|gz|fz)\b(?:\.[a-z]+)*/gi,
		'<file>'
	],
	[/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?/g, '<date>'],
	[/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '<id>'],
	[/\b(?=[0-9a-f]*\d)[0-9a-f]{12,}\b/gi, '<id>'],
	[/\b[Rr]un (?!<)[^\s:;,.()]+/g, 'run <name>'],
	[/(?<![\w<])[-+−]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?(?![\w>])/gi, '<number>']
];

/** A message without what differs from one file, run or number to the next: failures of one cause then read alike. */
export function errorCause(message: string): string {
	const line =
		message.slice(0, MOST_READ).trim().split('\n', 1)[0].trim() || 'No reason was given.';
	const plain = DIFFERENCES.reduce((text, [sign, word]) => text.replace(sign, word), line);
	return plain.replace(/\s+/g, ' ').slice(0, MOST_SIGNS);
}

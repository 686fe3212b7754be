/** Four lists for a run of 5000 images have half of that. */
const MOST_BYTES = 4 * 2 ** 20;
const MOST_LINES = 40_000;
/** As long as a path may be. */
const LONGEST_LINE = 4200;

/** Refuses what would keep the YAML library busy for longer than a person waits, before it sees it. */
export function refuseHugeText(
	text: string,
	refuse: (line: number, reason: string) => never
): void {
	if (text.length > MOST_BYTES)
		refuse(1, `the file has ${text.length} characters, a configuration at most ${MOST_BYTES}`);
	const lines = text.split('\n');
	if (lines.length > MOST_LINES)
		refuse(MOST_LINES, `the file has ${lines.length} lines, a configuration at most ${MOST_LINES}`);
	const long = lines.findIndex((line) => line.length > LONGEST_LINE);
	if (long >= 0) refuse(long + 1, `the line has more than ${LONGEST_LINE} characters`);
}

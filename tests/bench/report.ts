/** One measured figure. */
export interface Row {
	what: string;
	value: number;
	unit: string;
	/** What was measured, in a few words; the figure it is held against, if there is one. */
	note: string;
}

/** The p-th percentile (0 … 100) of measured times, by the nearest rank. */
export function percentile(values: number[], p: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((p / 100) * sorted.length) - 1))];
}

/** Milliseconds that `act` took, beside what it answered. */
export async function timed<R>(act: () => R | Promise<R>): Promise<{ ms: number; answer: R }> {
	const start = performance.now();
	const answer = await act();
	return { ms: performance.now() - start, answer };
}

/** Times many calls one after the other. The first tenth warms up and is not counted. */
export async function timesOf(
	calls: number,
	act: (index: number) => Promise<unknown>
): Promise<number[]> {
	const warmUp = Math.ceil(calls / 10);
	const times: number[] = [];
	for (let index = 0; index < calls + warmUp; index++) {
		const { ms } = await timed(() => act(index));
		if (index >= warmUp) times.push(ms);
	}
	return times;
}

export function table(rows: Row[]): string {
	const cells = rows.map(({ what, value, unit, note }) => [what, figures(value), unit, note]);
	const width = (column: number) => Math.max(...cells.map((row) => row[column].length));
	return cells
		.map(
			([what, value, unit, note]) =>
				`${what.padEnd(width(0))}  ${value.padStart(width(1))} ${unit.padEnd(width(2))}  ${note}`
		)
		.join('\n');
}

function figures(value: number): string {
	if (!Number.isFinite(value)) return String(value);
	return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

/** Related sources as directed rows, each once, ascending by source (spec/pipeline.md §6.2). */
export function relationColumns(related: ReadonlyMap<number, ReadonlySet<number>>): {
	from: Int32Array;
	to: Int32Array;
} {
	const rows = [...related]
		.sort(([a], [b]) => a - b)
		.flatMap(([from, others]) => [...others].filter((to) => to !== from).map((to) => [from, to]));
	return {
		from: Int32Array.from(rows, ([from]) => from),
		to: Int32Array.from(rows, ([, to]) => to)
	};
}

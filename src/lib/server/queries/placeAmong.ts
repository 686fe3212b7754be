/** Where something stands in a list of ids, from 1, with the ids before and after it; 0 when the list leaves it out. */
export function placeAmong(
	ids: readonly number[],
	id: number
): { previousId: number | null; nextId: number | null; position: number; total: number } {
	const at = ids.indexOf(id);
	return {
		previousId: at > 0 ? ids[at - 1] : null,
		nextId: at >= 0 && at + 1 < ids.length ? ids[at + 1] : null,
		position: at + 1,
		total: ids.length
	};
}

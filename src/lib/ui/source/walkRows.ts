/** The links that lead from a table's rows, in order. */
function links(table: HTMLElement): HTMLElement[] {
	return [...table.querySelectorAll<HTMLElement>('tr[data-row] a[data-opens]')];
}

/** Moves the focus a row down or up; from outside the table to its first or last row. */
export function walkRows(table: HTMLElement, by: -1 | 1): void {
	const rows = links(table);
	const row = rowWithFocus(table);
	const at = rows.findIndex((link) => row?.contains(link));
	const next = at < 0 ? rows.at(by === 1 ? 0 : -1) : rows.at(Math.max(0, at + by));
	next?.focus();
	next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Presses the box of the row that has the focus. */
export function chooseRow(table: HTMLElement): void {
	rowWithFocus(table)?.querySelector<HTMLElement>('input[type="checkbox"]')?.click();
}

function rowWithFocus(table: HTMLElement): Element | null {
	const focused = document.activeElement;
	return focused && table.contains(focused) ? focused.closest('tr[data-row]') : null;
}

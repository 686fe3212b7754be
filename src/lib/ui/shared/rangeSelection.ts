/** What is chosen after a box was pressed: with Shift, everything from the box pressed before it follows its state. */
export function chosenAfter(
	ids: readonly string[],
	chosen: readonly string[],
	{ pressed, before, isOn, range }: Press
): string[] {
	const [from, to] = [ids.indexOf(range ? (before ?? pressed) : pressed), ids.indexOf(pressed)];
	const swept =
		from < 0 || to < 0 ? [pressed] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
	const others = chosen.filter((id) => !swept.includes(id));
	return isOn ? [...others, ...swept] : others;
}

interface Press {
	pressed: string;
	/** The box pressed before this one. */
	before: string | null;
	/** The pressed box is on now. */
	isOn: boolean;
	/** Shift is held. */
	range: boolean;
}

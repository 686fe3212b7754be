/** Positions in pixels. */
export interface PixelPositions {
	x: ArrayLike<number>;
	y: ArrayLike<number>;
}

/**
 * A function that gives the `most` nearest positions to position i closer than `limit` (strictly), itself included, by
 * distance; at equal distances the lower index first. Looks at the positions of nine cells at least `limit` wide.
 */
export function neighbourFinder(
	positions: PixelPositions,
	limit: number,
	most: number
): (i: number) => number[] {
	const { x, y } = positions;
	const cellsAround = gridOf(positions, limit);
	return (i) => {
		const near: Neighbour[] = [];
		for (const cell of cellsAround(x[i], y[i])) {
			for (const index of cell) {
				const distance2 = (x[index] - x[i]) ** 2 + (y[index] - y[i]) ** 2;
				if (distance2 < limit * limit) insert(near, { index, distance2 }, most);
			}
		}
		return near.map(({ index }) => index);
	};
}

interface Neighbour {
	index: number;
	distance2: number;
}

/** Puts a neighbour in its place, and drops the farthest if that makes one too many. */
function insert(near: Neighbour[], neighbour: Neighbour, most: number): void {
	let place = near.length;
	while (place > 0 && isNearer(neighbour, near[place - 1])) place--;
	if (place === most) return;
	near.splice(place, 0, neighbour);
	if (near.length > most) near.pop();
}

function isNearer(a: Neighbour, b: Neighbour): boolean {
	if (a.distance2 !== b.distance2) return a.distance2 < b.distance2;
	return a.index < b.index;
}

/** Cells of indices, and a function that gives those about a position. */
function gridOf({ x, y }: PixelPositions, limit: number): (x: number, y: number) => number[][] {
	let [left, bottom, extent] = [Infinity, Infinity, 0];
	for (let i = 0; i < x.length; i++) {
		left = Math.min(left, x[i]);
		bottom = Math.min(bottom, y[i]);
	}
	for (let i = 0; i < x.length; i++) extent = Math.max(extent, x[i] - left, y[i] - bottom);
	// Not many more cells than positions, however small the limit.
	const side = Math.max(limit, extent / Math.ceil(Math.sqrt(x.length)));
	const across = Math.floor(extent / side) + 1;
	const cells = Array.from({ length: across * across }, (): number[] => []);
	const columnOf = (value: number) => Math.floor((value - left) / side);
	const rowOf = (value: number) => Math.floor((value - bottom) / side);
	for (let i = 0; i < x.length; i++) cells[rowOf(y[i]) * across + columnOf(x[i])].push(i);

	return (atX, atY) => {
		const around: number[][] = [];
		for (let row = rowOf(atY) - 1; row <= rowOf(atY) + 1; row++) {
			for (let column = columnOf(atX) - 1; column <= columnOf(atX) + 1; column++) {
				const outside = row < 0 || row >= across || column < 0 || column >= across;
				if (!outside) around.push(cells[row * across + column]);
			}
		}
		return around;
	};
}

/** Columns that grow as rows are appended: amortised doubling, so that no epoch copies the whole table. */
export class IntColumn {
	n = 0;
	values = new Int32Array(256);

	push(value: number): void {
		if (this.n === this.values.length) {
			const wider = new Int32Array(2 * this.n);
			wider.set(this.values);
			this.values = wider;
		}
		this.values[this.n++] = value;
	}

	trimmed(): Int32Array {
		return this.values.slice(0, this.n);
	}
}

export class FloatColumn {
	n = 0;
	values = new Float64Array(256);

	push(value: number): void {
		if (this.n === this.values.length) {
			const wider = new Float64Array(2 * this.n);
			wider.set(this.values);
			this.values = wider;
		}
		this.values[this.n++] = value;
	}

	trimmed(): Float64Array {
		return this.values.slice(0, this.n);
	}
}

/** The values at the given places. A loop: `Float64Array.from` with a function is many times slower. */
export function valuesAt(values: Float64Array, places: Int32Array): Float64Array {
	const found = new Float64Array(places.length);
	for (let k = 0; k < places.length; k++) found[k] = values[places[k]];
	return found;
}

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

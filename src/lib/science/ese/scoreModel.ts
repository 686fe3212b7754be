/**
 * A classifier with one hidden layer. Its coefficients, in scoreOneBand.ts and scoreManyBands.ts, are written by
 * tests/bench/eseCalibration.ts, not by hand.
 */
export interface ClassModel {
	/** Mean and standard deviation of each input over the training set. */
	centres: readonly number[];
	widths: readonly number[];
	/** A row per hidden unit: a constant, then a coefficient for each standardised input. */
	hidden: readonly (readonly number[])[];
	/** A row per class: a constant, then a coefficient for each hidden unit. */
	classes: readonly (readonly number[])[];
}

/** The sources of one run that are shown: those of its current revision. */
export interface Generation {
	runId: number;
	revision: number;
}

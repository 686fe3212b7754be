/** Of how many, how many were found, with the interval that holds the true share with 95 %; NaN of none. */
export interface FoundShare {
	n: number;
	found: number;
	share: number;
	low: number;
	high: number;
}

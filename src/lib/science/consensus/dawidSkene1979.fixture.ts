/**
 * Dawid & Skene (1979), table 1: 45 patients seen by 5 anaesthetists, the first of them three times. One line per patient:
 * the first's three gradings, then the others'.
 */
const GRADINGS = `
111|1|1|1|1 333|4|3|3|4 112|2|1|2|2 222|3|1|2|1 222|3|2|2|2 222|3|3|2|2 112|2|1|1|1 333|3|4|3|3 222|2|2|2|3
223|2|2|2|3 444|4|4|4|4 222|3|3|4|3 111|1|1|1|1 222|3|2|1|2 112|1|1|1|1 111|2|1|1|1 111|1|1|1|1 111|1|1|1|1
222|2|2|2|1 222|1|3|2|2 222|2|2|2|2 222|2|2|2|1 222|3|2|2|2 122|2|2|2|2 111|1|1|1|1 111|1|1|1|1 223|2|2|2|2
111|1|1|1|1 111|1|1|1|1 112|1|1|2|1 111|1|1|1|1 333|3|2|3|3 111|1|1|1|1 222|2|2|2|2 222|3|2|3|2 334|4|3|4|3
122|2|2|3|2 223|3|2|3|3 333|3|4|3|2 111|1|1|1|1 111|1|1|1|1 112|2|1|1|1 223|2|2|2|2 112|1|1|1|1 222|2|2|2|2`;

/** One entry per grading, patients and observers numbered from 1 as in the paper. */
export const ANAESTHETISTS = GRADINGS.trim()
	.split(/\s+/)
	.flatMap((patient, k) =>
		patient.split('|').flatMap((gradings, observer) =>
			[...gradings].map((label) => ({
				item: String(k + 1),
				person: String(observer + 1),
				label
			}))
		)
	);

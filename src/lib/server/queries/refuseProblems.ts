import { Failure } from '#schema/failure.ts';
import type { AddressProblem } from '#schema/readAddress.ts';

/** Refuses a question with the first thing that is wrong with it. */
export function refuseProblems([first]: AddressProblem[]): void {
	if (first) throw new Failure('Invalid', first.reason, first.field);
}

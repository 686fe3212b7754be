import { COMPARED, compareRunsSchema } from '#schema/compareRuns.ts';
import { Failure } from '#schema/failure.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { User } from '#schema/user.ts';
import { csvLine } from '../files/csvLine.ts';
import { shownRun } from './compareRuns.ts';
import { pairedRuns } from './compareRunsPairs.ts';
import { numberRows } from './compareRunsRows.ts';
import { refuseProblems } from './refuseProblems.ts';
import { signedIn } from './signedIn.ts';

/** A list of the comparison whole, as CSV (RFC 4180), numbers in full. Empty: not measured, or not there. */
export async function compareRunsFile(
	user: User | null,
	address: URLSearchParams
): Promise<{ bytes: Uint8Array<ArrayBuffer>; contentType: string; name: string }> {
	signedIn(user);
	const { asked, problems } = readAddress(compareRunsSchema, address);
	refuseProblems(problems);
	if (asked.a === null || asked.b === null)
		throw new Failure('Invalid', 'Name two runs: a and b.', asked.a === null ? 'a' : 'b');
	const [a, b] = await Promise.all([shownRun(asked.a, 'a'), shownRun(asked.b, 'b')]);
	const paired = await pairedRuns(a.generation, b.generation, asked.radius);
	const measure = asked.list === 'changed' ? asked.measure : 'flux';
	const unit = COMPARED[measure].unit.replace('/', '_').toLowerCase();
	const named = (what: string) => [measure, what, unit].filter(Boolean).join('_');
	const head =
		measure === 'position'
			? ['offset_ra_arcsec', 'offset_dec_arcsec', 'separation_arcsec']
			: [named('a'), named('b'), 'ratio'];
	const rows = await numberRows(paired, asked);
	const lines = rows.map((row) => csvLine([row.sourceA, row.sourceB, row.a, row.b, row.change]));
	return {
		bytes: new TextEncoder().encode(
			[csvLine(['source_id_a', 'source_id_b', ...head]), ...lines].join('')
		),
		contentType: 'text/csv; charset=utf-8',
		name: `compare-${asked.a}-${asked.b}-${asked.list}.csv`
	};
}

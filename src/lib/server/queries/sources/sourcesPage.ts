import { sourceFieldSchema, type SourceField } from '#schema/sourceFilter.ts';
import { readSourceOrder } from '#schema/sourceOrder.ts';
import type { Histogram, SourceOrder, SourcesPage } from '#schema/sourceQuery.ts';
import { isAsked, readSourceQuery } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import { Failure } from '#schema/failure.ts';
import { histogramOf } from '#science/table/histogram.ts';
import { store } from '../../store/client.ts';
import { listCompletedRuns } from '../../store/runs.ts';
import { signedIn } from '../signedIn.ts';
import { tryToAnswer, type Answer } from './answer.ts';
import { rowsKept } from './rowsAsked.ts';
import { sortedAnswer } from './sorted.ts';
import { sourceRows } from './sourceRows.ts';

const MOST_HISTOGRAMS = 6;

/** The page of an address that asks about sources. One that asks nothing is answered with nothing: no query is run for it. */
export async function sourcesPage(
	user: User | null,
	address: URLSearchParams
): Promise<SourcesPage> {
	const reader = signedIn(user);
	const { query, problems, said } = readSourceQuery(address);
	const order = readSourceOrder(address, (field, reason) => problems.push({ field, reason }));
	const completed = await listCompletedRuns(store());
	const runs = completed.map(({ id, name, nSources }) => ({ id, name, nSources }));
	const page: SourcesPage = {
		...{ query, said, problems, order, runs },
		...{ rows: null, count: 0, total: 0, runNames: [], histograms: [] },
		...{ places: [], forgiving: true, notes: [] }
	};
	if (!isAsked(address)) {
		const asked = completed.slice(0, 1);
		return { ...page, total: asked[0]?.nSources ?? 0, runNames: asked.map(({ name }) => name) };
	}
	try {
		const { answered, problems: misunderstood } = await tryToAnswer(reader, query);
		problems.push(...misunderstood);
		const { total, places, forgiving, notes } = answered;
		const runNames = answered.parts.map(({ runName }) => runName);
		const known = { ...page, total, places, forgiving, notes, runNames };
		if (problems.length > 0) return known;
		return {
			...known,
			...(await shownRows(reader, answered, order)),
			histograms: await histograms(answered, query, address)
		};
	} catch (error) {
		if (!(error instanceof Failure) || error.code !== 'Invalid') throw error;
		return {
			...page,
			problems: [...problems, { field: error.field ?? '', reason: error.message }]
		};
	}
}

/** One page; the last one where there are fewer. */
async function shownRows(
	reader: User,
	answered: Answer,
	asked: SourceOrder
): Promise<Pick<SourcesPage, 'rows' | 'count' | 'order'>> {
	const { size } = asked;
	const last = Math.max(1, Math.ceil(answered.count / size));
	const order = { ...asked, page: Math.min(asked.page, last) };
	const sorted = await sortedAnswer(answered, order);
	const from = (order.page - 1) * size;
	const rows = await sourceRows(reader, answered, sorted.subarray(from, from + size));
	return { rows, count: answered.count, order };
}

/** Of each field that `hist` names: over everything that fits the rest of the question, so that its range can be widened again. */
async function histograms(
	answered: Answer,
	{ numbers }: SourcesPage['query'],
	address: URLSearchParams
): Promise<Histogram[]> {
	return Promise.all(
		fieldsNamed(address).map(async (field) => {
			const others = numbers.filter((range) => range.field !== field);
			const columns = await Promise.all(
				answered.parts.map(async (part) => ({
					column: await part.columns.read(field),
					rows: await rowsKept(part.columns, part.beforeRanges, others)
				}))
			);
			return { field, ...histogramOf(columns) };
		})
	);
}

function fieldsNamed(address: URLSearchParams): SourceField[] {
	const named = address.getAll('hist').flatMap((said) => said.split(','));
	const fields = sourceFieldSchema.options.filter((field) => named.includes(field));
	return fields.slice(0, MOST_HISTOGRAMS);
}

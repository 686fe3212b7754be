import type { QueriesPage, SavedQueryRow } from '#schema/page.ts';
import { draftOfQuery, questionOf, readDraft, type QueryDraft } from '#schema/savedQuery.ts';
import type { SourceFilter } from '#schema/sourceFilter.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { findSavedQuery, listSavedQueries } from '../store/savedQueries.ts';
import { sourcesKept } from '../store/sourceSearch.ts';
import { signedIn } from './signedIn.ts';

/** The saved queries this person may see, their own first. */
export async function savedQueryRows(user: User | null): Promise<SavedQueryRow[]> {
	const reader = signedIn(user);
	const [queries, runs] = await Promise.all([
		listSavedQueries(store(), reader.id),
		listCompletedRuns(store())
	]);
	const runNames = new Map(runs.map(({ id, name }) => [id, name]));
	const rows = queries.map((query) => ({
		...query,
		runName: query.runId === null ? null : (runNames.get(query.runId) ?? 'deleted run'),
		allowed: { change: may(reader, 'changeQuery', { ownerId: query.ownerId }) }
	}));
	const isOthers = ({ ownerId }: SavedQueryRow) => Number(ownerId !== reader.id);
	return rows.sort((a, b) => isOthers(a) - isOthers(b));
}

/** The page of saved queries, with the question that its address asks and how many sources answer it. */
export async function queriesPage(
	user: User | null,
	address: URLSearchParams
): Promise<QueriesPage> {
	const reader = signedIn(user);
	const queryId = address.get('query');
	const [queries, runs, opened] = await Promise.all([
		savedQueryRows(reader),
		listCompletedRuns(store()),
		queryId ? findSavedQuery(store(), { id: queryId, readerId: reader.id }) : null
	]);
	const isAsked = address.has('field') || address.has('ra') || address.has('newOnly');
	const draft = opened && !isAsked ? draftOfQuery(opened) : readDraft(address);
	return {
		queries,
		runs: runs.map(({ id, name }) => ({ id, name })),
		opened: queries.find(({ id }) => id === opened?.id) ?? null,
		draft,
		...(await answered(draft)),
		allowed: { save: may(reader, 'saveQuery'), createQueue: may(reader, 'createQueue') }
	};
}

/** What a draft asks, and how many sources answer it. */
async function answered(
	draft: QueryDraft
): Promise<Pick<QueriesPage, 'filter' | 'problem' | 'count'>> {
	const question = questionOf(draft);
	if (!question.success) {
		return { filter: null, problem: question.error.issues[0].message, count: null };
	}
	const { runId, filter } = question.data;
	if (!hasCondition(filter)) return { filter: null, problem: null, count: null };
	return { filter, problem: null, count: await countKept(runId, filter) };
}

function hasCondition({ conditions, cone, newOnly }: SourceFilter): boolean {
	return conditions.length > 0 || cone !== null || newOnly;
}

/** How many sources of a run a filter keeps, of how many; null while there is no such run. */
async function countKept(
	runId: number | null,
	filter: SourceFilter
): Promise<QueriesPage['count']> {
	const runs = await listCompletedRuns(store());
	const run = runId === null ? runs.at(0) : runs.find(({ id }) => id === runId);
	if (!run) return null;
	const kept = await sourcesKept(store(), { runId: run.id, revision: run.revision }, filter);
	return { kept: kept.length, of: run.nSources, runName: run.name };
}

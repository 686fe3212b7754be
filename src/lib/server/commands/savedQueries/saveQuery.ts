import { Failure } from '#schema/failure.ts';
import { saveQuerySchema, type SavedQuery } from '#schema/savedQuery.ts';
import type { SourceQuery } from '#schema/sourceQuery.ts';
import { sourceQueryAddress } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import { commandIdSchema } from '#schema/vote.ts';
import { z } from 'zod';
import { mayOrRefuse } from '../../auth/may.ts';
import { store, type Transaction } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { deleteSubscriptionsTo } from '../../store/querySubscriptions.ts';
import { findRun } from '../../store/runs.ts';
import {
	deleteSavedQuery,
	findQueryNamed,
	findSavedQuery,
	putSavedQuery
} from '../../store/savedQueries.ts';
import { understand } from '../../queries/sources/understand.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';

const commandId = commandIdSchema.default(() => crypto.randomUUID());
const saveSchema = saveQuerySchema.extend({ commandId });
const namedSchema = z.object({ commandId, queryId: z.string().min(1).max(64) });

/** Saves a question about sources under a name, or changes one's own. */
export async function saveQuery(context: CommandContext, input: unknown): Promise<SavedQuery> {
	const { commandId, queryId, name, query: asked, shared } = parse(saveSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'saveQuery');
	refuseNoCondition(asked);
	await refuseUnknownRun(asked);
	const { problems } = await understand(asked);
	const [problem] = problems;
	if (problem) throw new Failure('Invalid', problem.reason, problem.field);
	return once(context, { command: 'saveQuery', commandId }, async (transaction) => {
		const before = queryId === null ? null : await seenQuery(user, queryId, transaction);
		if (before) mayOrRefuse(user, 'changeQuery', { ownerId: before.ownerId });
		const now = new Date();
		const query: SavedQuery = {
			...(before ?? newQueryOf(user, null)),
			name,
			query: asked,
			shared,
			updatedAt: now
		};
		await refuseUsedName(query, transaction);
		await putSavedQuery(store(), query, transaction);
		await note(user, { action: 'saveQuery', query, before }, transaction);
		return query;
	});
}

/** Makes a query that one may see one's own, to change it. */
export async function forkQuery(context: CommandContext, input: unknown): Promise<SavedQuery> {
	const { commandId, queryId } = parse(namedSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'saveQuery');
	return once(context, { command: 'forkQuery', commandId }, async (transaction) => {
		const { name, query } = await seenQuery(user, queryId, transaction);
		const fork: SavedQuery = {
			...newQueryOf(user, queryId),
			name: await freeName(`${name.slice(0, 70)} (fork)`, user.id, transaction),
			query
		};
		await putSavedQuery(store(), fork, transaction);
		await note(user, { action: 'forkQuery', query: fork, before: null }, transaction);
		return fork;
	});
}

/** Deletes a query. Queues that were made of it stay. */
export async function deleteQuery(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, queryId } = parse(namedSchema, input);
	const { user } = context;
	await once(context, { command: 'deleteQuery', commandId }, async (transaction) => {
		const query = await seenQuery(user, queryId, transaction);
		mayOrRefuse(user, 'changeQuery', { ownerId: query.ownerId });
		await deleteSavedQuery(store(), query.id, transaction);
		await deleteSubscriptionsTo(store(), query.id, transaction);
		await note(user, { action: 'deleteQuery', query: null, before: query }, transaction);
	});
}

async function seenQuery(user: User, id: string, transaction: Transaction): Promise<SavedQuery> {
	const query = await findSavedQuery(store(), { id, readerId: user.id }, transaction);
	if (query) return query;
	throw new Failure('NotFound', 'This saved query does not exist.', 'queryId');
}

function newQueryOf(user: User, forkedFromId: string | null) {
	const now = new Date();
	return {
		id: newId(),
		shared: false,
		ownerId: user.id,
		ownerName: user.displayName,
		forkedFromId,
		createdAt: now,
		updatedAt: now
	};
}

/** A query without any condition is a whole run, which has a page of its own. */
function refuseNoCondition(query: SourceQuery): void {
	const isCondition = (name: string) => name !== 'run' && name !== 'basis';
	if ([...sourceQueryAddress(query).keys()].some(isCondition)) return;
	throw new Failure('Invalid', 'Give the query at least one condition.', 'query');
}

async function refuseUnknownRun({ runs }: SourceQuery): Promise<void> {
	if (typeof runs === 'string') return;
	for (const runId of runs)
		if (!(await findRun(store(), runId)))
			throw new Failure('NotFound', `There is no run ${runId}.`, 'run');
}

async function refuseUsedName(query: SavedQuery, transaction: Transaction): Promise<void> {
	const { name, ownerId } = query;
	const same = await findQueryNamed(store(), { name, ownerId }, transaction);
	if (!same || same.id === query.id) return;
	throw new Failure('Conflict', `You have a query “${name}” already: choose another name.`, 'name');
}

async function freeName(name: string, ownerId: string, transaction: Transaction): Promise<string> {
	for (let n = 1; ; n++) {
		const tried = n === 1 ? name : `${name} ${n}`;
		if (!(await findQueryNamed(store(), { name: tried, ownerId }, transaction))) return tried;
	}
}

function note(
	user: User,
	{
		action,
		query,
		before
	}: { action: string; query: SavedQuery | null; before: SavedQuery | null },
	transaction: Transaction
): Promise<void> {
	const target = `query ${query?.id ?? before?.id ?? ''}`;
	return audit(user, { action, target, before, after: query }, transaction);
}

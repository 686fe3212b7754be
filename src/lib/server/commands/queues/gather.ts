import { Failure } from '#schema/failure.ts';
import type { QueueOrigin } from '#schema/queue.ts';
import type { QueueSource } from '#schema/queueSettings.ts';
import { readSourceQuery } from '#schema/sourceQueryAddress.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { store } from '../../store/client.ts';
import { findObjects } from '../../store/objects.ts';
import { findRun, listCompletedRuns } from '../../store/runs.ts';
import { findSavedQuery } from '../../store/savedQueries.ts';
import { findWatchlist } from '../../store/watchlists.ts';
import { objectsOfWatchlist } from '../../store/watchlistRows.ts';
import { findWatchRule } from '../../store/watchRules.ts';
import { conspicuousSources } from './conspicuousSources.ts';
import { disagreementsOf } from './disagreements.ts';
import type { Nominee } from './fillQueue.ts';
import { nominateFired } from './nominateFired.ts';
import { nominateObjects } from './nominateObjects.ts';
import { nominateSources } from './nominateSources.ts';
import { objectsPasted } from './pastedPositions.ts';

/** What a queue will be made of. */
export interface Gathered {
	origin: QueueOrigin;
	/** The run it belongs to; null for objects from anywhere. */
	runId: number | null;
	nominees: Nominee[];
}

type Gatherer = {
	[Kind in QueueSource['from']]: (
		user: User,
		source: Extract<QueueSource, { from: Kind }>
	) => Promise<Gathered>;
};

/** Finds the candidates of a queue to be made, or refuses with what is wrong; writes nothing. */
export function gather(user: User, source: QueueSource): Promise<Gathered> {
	// The table pairs each kind with its own function, which a lookup by a union cannot express.
	const gatherer = GATHERERS[source.from] as (user: User, source: QueueSource) => Promise<Gathered>;
	return gatherer(user, source);
}

const GATHERERS: Gatherer = {
	async ranking(_, { runId }) {
		const run = await processedRun(runId);
		const nominees = await conspicuousSources(store(), run);
		return { origin: { kind: 'ranking', runId }, runId, nominees };
	},

	async newSources(user, { runId }) {
		const run = await processedRun(runId);
		const { query } = readSourceQuery(new URLSearchParams({ run: String(runId), new: 'on' }));
		const { nominees } = await nominateSources(user, { query, rule: 'new', name: null });
		refuseNone(nominees, `Run ${run.name} found no new sources.`, 'runId');
		return { origin: { kind: 'newSources', runId }, runId, nominees };
	},

	async savedQuery(user, { queryId }) {
		const saved = await findSavedQuery(store(), { id: queryId, readerId: user.id });
		if (!saved) throw new Failure('NotFound', 'This saved query does not exist.', 'queryId');
		const { name, query } = saved;
		if (query.runs === 'latest') await latestRun();
		const { nominees, runs } = await nominateSources(user, { query, rule: 'query', name });
		const where = runs.length === 1 ? `run ${runs[0].name}` : `${runs.length} runs`;
		refuseNone(nominees, `“${name}” keeps no source of ${where}.`, 'queryId');
		const runId = runs.length === 1 ? runs[0].id : null;
		return { origin: { kind: 'savedQuery', queryId }, runId, nominees };
	},

	async watchRule(user, { ruleId }) {
		const rule = await findWatchRule(store(), ruleId);
		if (!rule || (rule.personal && rule.ownerId !== user.id)) {
			throw new Failure('NotFound', 'This watch rule does not exist.', 'ruleId');
		}
		const run = await latestRun();
		const nominees = await nominateFired(store(), run, rule);
		refuseNone(nominees, `“${rule.name}” fires on no source of run ${run.name}.`, 'ruleId');
		return { origin: { kind: 'watchRule', ruleId }, runId: run.id, nominees };
	},

	async watchlist(user, { watchlistId }) {
		const list = await findWatchlist(store(), watchlistId);
		if (!list || (!list.shared && list.ownerId !== user.id)) {
			throw new Failure('NotFound', 'This watchlist does not exist.', 'watchlistId');
		}
		const listed = await objectsOfWatchlist(store(), watchlistId);
		const rowNames = new Map(listed.map(({ objectId, rowName }) => [objectId, rowName]));
		// An object that a deleted run had brought may be gone.
		const known = await findObjects(store(), [...rowNames.keys()]);
		const objectIds = [...rowNames.keys()].filter((id) => known.has(id));
		refuseNone(objectIds, `No object known so far is on “${list.name}”.`, 'watchlistId');
		const nominees = await nominateObjects(store(), objectIds, (objectId) => {
			const row = rowNames.get(objectId);
			return {
				rule: 'watchlist',
				text: `on the watchlist “${list.name}”${row ? ` as ${row}` : ''}`
			};
		});
		return { origin: { kind: 'watchlist', watchlistId }, runId: null, nominees };
	},

	async disagreements(user, { queueId }) {
		const { runId, nominees } = await disagreementsOf(store(), user, queueId);
		return { origin: { kind: 'disagreements', queueId }, runId, nominees };
	},

	async pasted(_, source) {
		const nominees = await objectsPasted(store(), source);
		return { origin: { kind: 'pasted' }, runId: null, nominees };
	}
};

function refuseNone(found: unknown[], sentence: string, field: string): void {
	if (found.length === 0) throw new Failure('Conflict', `${sentence} No queue was made.`, field);
}

/** The run of a query that names none: the one that completed last. */
async function latestRun(): Promise<Run> {
	const run = (await listCompletedRuns(store())).at(0);
	if (run) return run;
	throw new Failure('Conflict', 'No run has completed yet: process one first.', 'runId');
}

export async function processedRun(runId: number): Promise<Run> {
	const run = await findRun(store(), runId);
	if (!run) throw new Failure('NotFound', `There is no run ${runId}.`, 'runId');
	if (run.revision > 0) return run;
	throw new Failure(
		'Conflict',
		`Run ${run.name} has no results yet: process it first, then fill a queue from it.`,
		'runId'
	);
}

import { etaVBody, type ComparedPoints, type EtaVPoints } from '#schema/etaVBody.ts';
import { fieldsOf, sourcesAsked, readEtaVChoice, type EtaVChoice } from '#schema/etaVAddress.ts';
import { MOST_LISTED } from '#schema/etaVPage.ts';
import { Failure } from '#schema/failure.ts';
import type { QueryProblem, SourceQuery, SourceRow } from '#schema/sourceQuery.ts';
import { readSourceQuery } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import type { NumberColumn } from '#science/table/rows.ts';
import { etaVPopulation } from '#science/variability/etaVPopulation.ts';
import { store } from '../store/client.ts';
import { objectIdsOfSources } from '../store/sourceObjects.ts';
import { signedIn } from './signedIn.ts';
import { answer, type Answer } from './sources/answer.ts';
import { columnsOfAnswer } from './sources/answeredColumns.ts';
import { sortedAnswer } from './sources/sorted.ts';
import { sourceRows } from './sources/sourceRows.ts';

/** More would take longer to match than anybody waits. */
const MOST_COMPARED = 200_000;

/** The points of a plane, and of the other run it is compared with, as bytes (schema/etaVBody.ts). */
export async function etaVPoints(
	user: User | null,
	address: URLSearchParams
): Promise<Uint8Array<ArrayBuffer>> {
	const reader = signedIn(user);
	const { choice, query } = readOrRefuse(address);
	const here = await answer(reader, query);
	const placed = await pointsOf(here, choice);
	if (choice.compareRunId === null) {
		return etaVBody({ here: placed, there: null, partner: new Int32Array() });
	}
	const there = await answer(reader, { ...query, runs: [choice.compareRunId] });
	refuseCrowds(here.count, there.count);
	return etaVBody(await compared({ here, placed }, { there, choice }));
}

/** Sources of a plane by their ids, the most significant first, with what people said of them. */
export async function etaVRows(
	user: User | null,
	address: URLSearchParams
): Promise<{ rows: SourceRow[] }> {
	const reader = signedIn(user);
	const ids = readIds(address.get('ids') ?? '');
	const others = new URLSearchParams(address);
	others.delete('ids');
	const { choice, query } = readOrRefuse(others);
	const answered = await answer(reader, { ...query, named: ids.map(String) });
	const by = { sort: fieldsOf(choice).eta, order: 'desc' } as const;
	const order = await sortedAnswer(answered, by);
	return { rows: await sourceRows(reader, answered, order.subarray(0, MOST_LISTED)) };
}

function readOrRefuse(address: URLSearchParams): { choice: EtaVChoice; query: SourceQuery } {
	const { choice, problems } = readEtaVChoice(address);
	const { query, problems: asked } = readSourceQuery(sourcesAsked(address));
	refuseAny([...problems, ...asked]);
	return { choice, query };
}

function refuseAny([problem]: QueryProblem[]): void {
	if (problem) throw new Failure('Invalid', problem.reason, problem.field);
}

function readIds(said: string): number[] {
	const ids = said.split(',').map(Number);
	if (ids.length > MOST_LISTED)
		throw new Failure('Invalid', `At most ${MOST_LISTED} sources can be listed.`, 'ids');
	if (!ids.every((id) => Number.isSafeInteger(id) && id > 0))
		throw new Failure('Invalid', 'Sources are given by their numbers, commas between.', 'ids');
	return ids;
}

async function pointsOf(answered: Answer, choice: EtaVChoice): Promise<EtaVPoints> {
	const { colour } = choice;
	const fields = fieldsOf(choice);
	const wanted = [fields.eta, fields.v, fields.flux, 'nMeas', 'isNew', colour ?? 'nMeas'] as const;
	const columns = await columnsOfAnswer(answered, wanted);
	const { eta, v, flux: fluxField } = fields;
	const { rows, logEta, logV } = etaVPopulation({
		eta: columns[eta],
		v: columns[v],
		nMeas: columns.nMeas
	});
	const n = rows.length;
	const picked = (column: Float64Array) => pick(column, rows, new Float32Array(n));
	return {
		sourceId: pick(columns.sourceId, rows, new Float64Array(n)),
		logEta: new Float32Array(logEta),
		logV: new Float32Array(logV),
		flux: picked(columns[fluxField]),
		nMeas: picked(columns.nMeas),
		isNew: pick(columns.isNew, rows, new Uint8Array(n)),
		colour: colour ? picked(columns[colour]) : new Float32Array()
	};
}

/** `from` with a function takes ten times as long, a million times. */
function pick<To extends NumberColumn>(column: Float64Array, rows: Uint32Array, to: To): To {
	for (let i = 0; i < rows.length; i++) to[i] = column[rows[i]];
	return to;
}

function refuseCrowds(here: number, there: number): void {
	const most = Math.max(here, there);
	if (most <= MOST_COMPARED) return;
	throw new Failure(
		'Invalid',
		`Runs are compared up to ${MOST_COMPARED} sources, these are ${most}. Narrow the question.`,
		'compare'
	);
}

/** Points of two runs are one object’s where both sources belong to it; of several in a run, the first. */
async function compared(
	{ here, placed }: { here: Answer; placed: EtaVPoints },
	{ there, choice }: { there: Answer; choice: EtaVChoice }
): Promise<ComparedPoints> {
	const [other, objectsHere, objectsThere] = await Promise.all([
		pointsOf(there, choice),
		objectIdsOfAnswer(here),
		objectIdsOfAnswer(there)
	]);
	const rowOfObject = new Map<string, number>();
	for (let row = other.sourceId.length - 1; row >= 0; row--) {
		const objectId = objectsThere.get(other.sourceId[row]);
		if (objectId) rowOfObject.set(objectId, row);
	}
	const partner = Int32Array.from(
		placed.sourceId,
		(id) => rowOfObject.get(objectsHere.get(id) ?? '') ?? -1
	);
	return { here: placed, there: other, partner };
}

async function objectIdsOfAnswer({ parts }: Answer): Promise<Map<number, string>> {
	const objects = new Map<number, string>();
	for (const { generation } of parts) {
		for (const [id, objectId] of await objectIdsOfSources(store(), generation))
			objects.set(id, objectId);
	}
	return objects;
}

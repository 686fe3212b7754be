import { createHash } from 'node:crypto';
import {
	sourcesAsked,
	fieldsOf,
	narrowed,
	readEtaVChoice,
	type EtaVChoice,
	type EtaVKind
} from '#schema/etaVAddress.ts';
import type { ChosenPoint, EtaVPage, EtaVPlaneFacts } from '#schema/etaVPage.ts';
import { Failure } from '#schema/failure.ts';
import type { QueryProblem } from '#schema/sourceQuery.ts';
import { readSourceQuery } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import { cutAt, etaVFit } from '#science/variability/etaVCuts.ts';
import { etaVPopulation } from '#science/variability/etaVPopulation.ts';
import { store } from '../store/client.ts';
import { isFavourite } from '../store/favourites.ts';
import { findRun } from '../store/runs.ts';
import { shownEdition } from '../store/scoreColumns.ts';
import { findSource, readLightCurve } from '../store/sources.ts';
import { signedIn } from './signedIn.ts';
import { tryToAnswer, type Answer } from './sources/answer.ts';
import { columnsOfAnswer } from './sources/answeredColumns.ts';
import { sourcesPage } from './sources/sourcesPage.ts';
import { describedTags } from './tags.ts';

/** The η–V plane of a question about sources: its fit and cuts, and the sources beyond them; the points come by `etaVPoints`. */
export async function etaVPage(user: User | null, address: URLSearchParams): Promise<EtaVPage> {
	const reader = signedIn(user);
	const { choice, problems } = readEtaVChoice(address);
	const asked = sourcesAsked(address);
	const [{ plane, refused }, { chosen, gone }] = await Promise.all([
		planeFacts(reader, asked, choice),
		chosenPoint(reader, choice.sourceId)
	]);
	const table = await sourcesPage(reader, tableAddress({ address, asked, choice, plane }));
	return {
		choice,
		asked: asked.toString(),
		problems: distinct([...problems, ...refused, ...gone, ...table.problems]),
		plane,
		table,
		chosen
	};
}

/** The sources beyond both cuts, the most significant first until another order is asked for. */
function tableAddress({
	address,
	asked,
	choice,
	plane
}: {
	address: URLSearchParams;
	asked: URLSearchParams;
	choice: EtaVChoice;
	plane: EtaVPlaneFacts | null;
}): URLSearchParams {
	const { eta, v } = fieldsOf(choice);
	const fit = plane?.fit;
	const shown = narrowed(
		asked.toString(),
		fit
			? [
					{ field: eta, min: cutAt(fit.eta, choice.etaSigma) },
					{ field: v, min: cutAt(fit.v, choice.vSigma) },
					{ field: 'nMeas', min: 2 }
				]
			: []
	);
	const order = { sort: eta, order: address.has('sort') ? 'asc' : 'desc', size: '25' };
	for (const [name, usual] of Object.entries(order)) shown.set(name, address.get(name) ?? usual);
	shown.set('page', address.get('page') ?? '1');
	return shown;
}

async function planeFacts(
	reader: User,
	asked: URLSearchParams,
	{ compareRunId, ...kind }: EtaVChoice
): Promise<{ plane: EtaVPlaneFacts | null; refused: QueryProblem[] }> {
	const { query, problems } = readSourceQuery(asked);
	if (problems.length > 0) return { plane: null, refused: problems };
	const [{ answered, problems: refused }, compared] = await Promise.all([
		tryToAnswer(reader, query),
		compareRunId === null ? null : findRun(store(), compareRunId)
	]);
	if (refused.length > 0) return { plane: null, refused };
	const shown = fingerprint(answered);
	const scores = kind.colour === 'eseScore' ? await scoresShown(answered) : '';
	const facts = await factsOf(answered, { kind, shown });
	return {
		plane: { ...facts, version: `${shown} ${compared?.revision ?? ''} ${scores}` },
		refused
	};
}

const KEPT_FACTS = 32;
type WorkedOut = Omit<EtaVPlaneFacts, 'version'>;
const facts = new Map<string, Promise<WorkedOut>>();

/** Dragging a cut asks for the page again and again: numbers of a revision never change, so the fit is worked out once. */
function factsOf(
	answered: Answer,
	{ kind, shown }: { kind: EtaVKind; shown: string }
): Promise<WorkedOut> {
	const key = `${kind.flux} ${kind.bands} ${shown}`;
	const worked = facts.get(key) ?? workOut(answered, kind);
	facts.delete(key);
	facts.set(key, worked);
	for (const oldest of [...facts.keys()].slice(0, -KEPT_FACTS)) facts.delete(oldest);
	worked.catch(() => facts.delete(key));
	return worked;
}

async function workOut(answered: Answer, kind: EtaVKind): Promise<WorkedOut> {
	const { eta, v } = fieldsOf(kind);
	const columns = await columnsOfAnswer(answered, [eta, v, 'nMeas']);
	const { rows, logEta, logV, leftOut } = etaVPopulation({
		eta: columns[eta],
		v: columns[v],
		nMeas: columns.nMeas
	});
	return { answered: answered.count, placed: rows.length, leftOut, fit: etaVFit(logEta, logV) };
}

/** Of the rows that answer, in their generation and variant. */
function fingerprint({ parts }: Answer): string {
	const hash = createHash('sha1').update(store().db.databaseName);
	for (const { generation, columns, rows } of parts) {
		hash.update(`\n${generation.runId} ${generation.revision} ${columns.variant}\n`);
		hash.update(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
	}
	return hash.digest('base64');
}

/** Scores change under rows that stay. */
async function scoresShown({ parts }: Answer): Promise<string> {
	const editions = await Promise.all(
		parts.map(({ generation }) => shownEdition(store(), generation))
	);
	return editions.join(' ');
}

async function chosenPoint(
	reader: User,
	id: number | null
): Promise<{ chosen: ChosenPoint | null; gone: QueryProblem[] }> {
	if (id === null) return { chosen: null, gone: [] };
	const [source, lightCurve] = await Promise.all([
		findSource(store(), id),
		readLightCurve(store(), id)
	]);
	if (!source || !lightCurve) {
		return { chosen: null, gone: [{ field: 'source', reason: `There is no source ${id}.` }] };
	}
	const { objectId } = source;
	const [run, labels] = await Promise.all([
		findRun(store(), source.runId),
		objectId === null ? null : labelsOf(reader, objectId)
	]);
	return { chosen: { source, lightCurve, labels, runName: run?.name ?? '' }, gone: [] };
}

async function labelsOf(reader: User, objectId: string): Promise<ChosenPoint['labels']> {
	const [tags, favourite] = await Promise.all([
		describedTags('object', objectId),
		isFavourite(store(), reader.id, objectId)
	]);
	return { objectId, tags, isFavourite: favourite };
}

/** The object of the point whose light curve is shown: what the forms beside it act on. */
export async function objectOfChosen(user: User | null, address: URLSearchParams): Promise<string> {
	signedIn(user);
	const { sourceId } = readEtaVChoice(address).choice;
	const source = sourceId === null ? null : await findSource(store(), sourceId);
	if (source?.objectId) return source.objectId;
	throw new Failure('NotFound', 'Choose a point first: no source that is an object is chosen.');
}

function distinct(problems: QueryProblem[]): QueryProblem[] {
	const seen = new Set<string>();
	return problems.filter(({ field, reason }) => {
		const key = `${field} ${reason}`;
		return !seen.has(key) && seen.add(key);
	});
}

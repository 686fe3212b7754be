import {
	compareRunsSchema,
	type ComparedRun,
	type CompareRuns,
	type CompareRunsPage,
	type Comparison
} from '#schema/compareRuns.ts';
import { Failure } from '#schema/failure.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { User } from '#schema/user.ts';
import { median } from '#science/stats/median.ts';
import { store } from '../store/client.ts';
import { provenanceOfImages } from '../store/provenance.ts';
import { findRunDoc, listCompletedRuns, runOf, type RunDoc } from '../store/runs.ts';
import type { Generation } from '../store/sources.ts';
import { configDifferences } from './compareRunsConfig.ts';
import {
	measured,
	offsets,
	pairedRuns,
	type ComparedSources,
	type PairedRuns
} from './compareRunsPairs.ts';
import { comparedRows } from './compareRunsRows.ts';
import { verdictDifferences } from './compareRunsVerdicts.ts';
import { signedIn } from './signedIn.ts';

const MOST_ROWS = 50;
const MOST_VERDICTS = 100;
/** Names in an address; more would make it too long for some browsers. */
const MOST_LINKED = 300;

/** Two runs side by side: what they were made from and with, which sources are one, and what was made of them. */
export async function compareRunsPage(
	user: User | null,
	address: URLSearchParams
): Promise<CompareRunsPage> {
	const reader = signedIn(user);
	const { asked, problems } = readAddress(compareRunsSchema, address);
	const completed = await listCompletedRuns(store());
	const runs = completed.map(({ id, name }) => ({ id, name }));
	if (asked.a === null || asked.b === null) return { asked, problems, runs, comparison: null };
	const [a, b] = await Promise.all([shownRun(asked.a, 'a'), shownRun(asked.b, 'b')]);
	return { asked, problems, runs, comparison: await compared(reader, { a, b, asked }) };
}

export interface ShownRun {
	doc: RunDoc;
	generation: Generation;
}

/** A run that has results; the field of the address is named where it has none. */
export async function shownRun(runId: number, field: 'a' | 'b'): Promise<ShownRun> {
	const doc = await findRunDoc(store(), runId);
	if (!doc) throw new Failure('NotFound', `There is no run ${runId}.`, field);
	if (doc.revision === 0)
		throw new Failure('Conflict', `Run ${doc.name} has no results yet to compare.`, field);
	return { doc, generation: { runId, revision: doc.revision } };
}

async function compared(
	user: User,
	{ a, b, asked }: { a: ShownRun; b: ShownRun; asked: CompareRuns }
): Promise<Comparison> {
	const [paired, verdicts] = await Promise.all([
		pairedRuns(a.generation, b.generation, asked.radius),
		verdictDifferences(user, a.doc._id, b.doc._id)
	]);
	const { rowA, nByObject, onlyA, onlyB } = paired;
	const [basisA, basisB] = [a.doc.basis, b.doc.basis];
	return {
		a: await runAs(a),
		b: await runAs(b),
		config: basisA && basisB ? configDifferences(basisA.config, basisB.config) : null,
		images: shared(a.doc.imageIds, b.doc.imageIds),
		counts: {
			...{ byObject: nByObject, byPosition: rowA.length - nByObject },
			...{ onlyA: onlyA.length, onlyB: onlyB.length }
		},
		hrefA: hrefOf(paired.a, onlyA),
		hrefB: hrefOf(paired.b, onlyB),
		typical: await typical(paired, asked),
		rows: await comparedRows(paired, asked, MOST_ROWS),
		verdicts: verdicts.slice(0, MOST_VERDICTS),
		nVerdicts: verdicts.length
	};
}

async function runAs({ doc }: ShownRun): Promise<ComparedRun> {
	const { id, name, revision, nImages, nSources, softwareVersion, userName, endedAt } = runOf(doc);
	const provenance = await provenanceOf(doc);
	return {
		run: { id, name, revision, nImages, nSources, softwareVersion, userName, endedAt },
		provenance
	};
}

/** What was said of the run; else what its images say, with how many of them where they differ. */
async function provenanceOf({ provenance, imageIds }: RunDoc): Promise<Record<string, string>> {
	const said: Record<string, string> = {};
	for (const { key, value, count } of await provenanceOfImages(store(), imageIds)) {
		const words = count === imageIds.length ? value : `${value} (${count} images)`;
		said[key] = said[key] ? `${said[key]}; ${words}` : words;
	}
	return { ...said, ...provenance };
}

function shared(a: number[], b: number[]): Comparison['images'] {
	const inB = new Set(b);
	const both = new Set(a.filter((id) => inB.has(id))).size;
	return { both, onlyA: new Set(a).size - both, onlyB: inB.size - both };
}

function hrefOf({ generation, sourceId }: ComparedSources, rows: Int32Array): string | null {
	if (rows.length === 0) return null;
	const named = Array.from(rows.subarray(0, MOST_LINKED), (row) => sourceId[row]).join(',');
	return `/sources?${new URLSearchParams({ run: String(generation.runId), named }).toString()}`;
}

async function typical(
	paired: PairedRuns,
	{ measure }: CompareRuns
): Promise<Comparison['typical']> {
	const { rowA, rowB } = paired;
	const { ra, dec } = offsets(paired);
	const [a, b] = await Promise.all([measured(paired.a, measure), measured(paired.b, measure)]);
	const ratios: number[] = [];
	for (let i = 0; i < rowA.length; i++) {
		const ratio = b[rowB[i]] / a[rowA[i]];
		if (measure !== 'position' && Number.isFinite(ratio)) ratios.push(ratio);
	}
	return {
		n: measure === 'position' ? rowA.length : ratios.length,
		median: median(ratios),
		offsetRa: median(ra),
		offsetDec: median(dec)
	};
}

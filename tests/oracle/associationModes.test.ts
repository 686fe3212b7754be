import { describe, expect, test } from 'vitest';
import { associate } from '#science/association/associate.ts';
import { previousRun } from '#science/association/crowdedFields.fixture.ts';
import type { AssociationState } from '#science/association/state.ts';
import { orderEpochs } from '#science/run/epochs.ts';
import type { PreviousRun, RunInput, RunOptions } from '#science/run/types.ts';
import { expectedRun, measurementKey, sourceKey, type ExpectedRun } from './kit/expectedRun.ts';
import { hasOracle, noticeWithoutOracle } from './kit/oracle.ts';
import { ingestRun, type OracleImage, type OracleRun } from './kit/runInput.ts';

/** The ways to a run that must all lead to the sources of the plain one. */
const RUNS = ['basic-association', 'basic-association-radius15', 'advanced-association'];

noticeWithoutOracle();

describe.skipIf(!hasOracle).each(RUNS)('%s, its sources and relations', (name) => {
	test('by groups of sky regions', async () => {
		const { input, expected } = await read(name);
		const state = associated(input, { parallel: true });
		expect(described(state, input.images)).toEqual(wanted(expected));
	});

	test.each([1, 2, 3])('from the first %i images, to which the others are added', async (first) => {
		const { input, expected } = await read(name);
		const byDate = [...input.images].sort((a, b) => a.datetimeMs - b.datetimeMs);
		const before = associated({ ...input, images: byDate.slice(0, first) }, {});
		const images = byDate.map((image, index) => ({ ...image, isDone: index < first }));
		const state = associated({ ...input, images }, {}, previousRun(before));
		expect(described(state, images)).toEqual(wanted(expected));
	});
});

interface OracleAndExpected {
	input: OracleRun['input'];
	expected: ExpectedRun;
}

async function read(name: string): Promise<OracleAndExpected> {
	const [{ input }, expected] = await Promise.all([ingestRun(name), expectedRun(name)]);
	return { input, expected };
}

function associated(
	{ images, options }: RunInput,
	fields: Partial<RunOptions>,
	previous?: PreviousRun
): AssociationState {
	const epochs = orderEpochs(images, options.epochMode);
	return associate(images, epochs, { ...options, ...fields }, { previous });
}

interface Described {
	sources: string[];
	relations: string[];
}

/** Our sources and relations in the keys of the expected run. */
function described({ s, c, related }: AssociationState, images: OracleImage[]): Described {
	const members: string[][] = Array.from({ length: c.n }, () => []);
	s.source.trimmed().forEach((source, k) => {
		const { name, measurements } = images[s.image.values[k]];
		members[source].push(measurementKey(name, measurements.componentId[s.row.values[k]]));
	});
	const sources = members.map(sourceKey);
	const relations = [...related].flatMap(([from, others]) =>
		[...others].map((to) => `${sources[from]} → ${sources[to]}`)
	);
	return { sources: [...sources].sort(), relations: relations.sort() };
}

function wanted({ sources, relations }: ExpectedRun): Described {
	return { sources: [...sources.keys()].sort(), relations: [...relations].sort() };
}

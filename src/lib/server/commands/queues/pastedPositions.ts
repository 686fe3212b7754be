import { Failure } from '#schema/failure.ts';
import type { MatchedLine, MatchedPositions } from '#schema/queueSettings.ts';
import { readPositionList, type ListedPosition } from '#science/sky/positionList.ts';
import { separationDeg } from '#science/sky/separation.ts';
import type { Store } from '../../store/client.ts';
import { objectsNamed, objectsWithin, type PlacedObject } from '../../store/objectSearch.ts';
import type { Nominee } from './fillQueue.ts';
import { MOST_OBJECTS, nominateObjects } from './nominateObjects.ts';

interface Pasted {
	positions: string;
	radiusArcsec: number;
	/** Lines that no object matches are passed over. */
	leaveOut: boolean;
}

/** What each line of a pasted list is: the object it matches, or what is wrong with it. */
export async function matchPasted(
	store: Store,
	{ positions, radiusArcsec }: Pick<Pasted, 'positions' | 'radiusArcsec'>
): Promise<MatchedPositions> {
	const lines = readPositionList(positions);
	if (lines.length > MOST_OBJECTS) {
		throw new Failure(
			'Invalid',
			`These are ${lines.length} lines; a queue takes at most ${MOST_OBJECTS}. Paste fewer.`,
			'positions'
		);
	}
	const named = await objectsByName(store, lines);
	const matched: MatchedLine[] = [];
	const unmatched: MatchedPositions['unmatched'] = [];
	const wrong: MatchedPositions['wrong'] = [];
	for (const listed of lines) {
		const { line, text } = listed;
		if (listed.kind === 'wrong') {
			wrong.push({ line, text, problem: listed.problem });
			continue;
		}
		const same = listed.kind === 'name' ? (named.get(listed.name) ?? []) : [];
		const near = same.length > 0 ? same : await objectsWithin(store, at(listed, radiusArcsec));
		const object = nearest(listed, near);
		if (object) matched.push({ line, text, ...object });
		else unmatched.push({ line, text, problem: `matches no object within ${radiusArcsec}″` });
	}
	return { matched, unmatched, wrong };
}

/** The objects of a pasted list, in its order; refuses the whole of it while a line is wrong. */
export async function objectsPasted(store: Store, pasted: Pasted): Promise<Nominee[]> {
	const { matched, unmatched, wrong } = await matchPasted(store, pasted);
	const problems = [...wrong, ...(pasted.leaveOut ? [] : unmatched)].sort(
		(a, b) => a.line - b.line
	);
	if (problems.length > 0) throw new Failure('Invalid', refusal(problems), 'positions');
	if (matched.length === 0) {
		throw new Failure('Invalid', 'No line matches an object. No queue was made.', 'positions');
	}
	const firstLine = new Map<string, MatchedLine>();
	for (const line of matched) {
		if (!firstLine.has(line.objectId)) firstLine.set(line.objectId, line);
	}
	return nominateObjects(store, [...firstLine.keys()], (objectId) => {
		const line = firstLine.get(objectId);
		const text = line
			? `line ${line.line} of a pasted list: ${line.text}, ${line.separationArcsec.toFixed(1)}″ away`
			: 'in a pasted list';
		return { rule: 'position', text };
	});
}

const MOST_TOLD = 8;

function refusal(problems: { line: number; text: string; problem: string }[]): string {
	const told = problems
		.slice(0, MOST_TOLD)
		.map(({ line, text, problem }) => `line ${line} (“${text.slice(0, 60)}”): ${problem}`);
	const more = problems.length - told.length;
	const rest = more > 0 ? `; and ${more} more` : '';
	return `No queue was made: ${told.join('; ')}${rest}. Mend or remove these lines.`;
}

async function objectsByName(
	store: Store,
	lines: ListedPosition[]
): Promise<Map<string, PlacedObject[]>> {
	const names = lines.flatMap((listed) => (listed.kind === 'name' ? [listed.name] : []));
	const byName = new Map<string, PlacedObject[]>();
	for (const object of await objectsNamed(store, names)) {
		byName.set(object.name, [...(byName.get(object.name) ?? []), object]);
	}
	return byName;
}

function at({ ra, dec }: { ra: number; dec: number }, radiusArcsec: number) {
	return { ra, dec, radiusDeg: radiusArcsec / 3600 };
}

function nearest(
	{ ra, dec }: { ra: number; dec: number },
	objects: PlacedObject[]
): Pick<MatchedLine, 'objectId' | 'name' | 'separationArcsec'> | null {
	const [best] = objects
		.map((object) => ({
			objectId: object.id,
			name: object.name,
			separationArcsec: separationDeg(ra, dec, object.ra, object.dec) * 3600
		}))
		.sort((a, b) => a.separationArcsec - b.separationArcsec || (a.objectId < b.objectId ? -1 : 1));
	return best ?? null;
}

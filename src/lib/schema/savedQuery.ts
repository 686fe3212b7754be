import { z } from 'zod';
import { jsonText } from './jsonText.ts';
import { sourceFilterSchema, type SourceFilter } from './sourceFilter.ts';

/** A question about a run's sources that is asked again. */
export interface SavedQuery {
	id: string;
	name: string;
	/** null: whichever run completed last. */
	runId: number | null;
	filter: SourceFilter;
	/** Everyone may look at it and fork it; its owner alone changes it. */
	shared: boolean;
	ownerId: string;
	ownerName: string;
	/** The query it was made from. */
	forkedFromId: string | null;
	createdAt: Date;
	updatedAt: Date;
}

const querySchema = z.object({
	runId: z
		.union([
			z.literal('').transform(() => null),
			z.null(),
			z.coerce.number('Choose a run.').int().positive('Choose a run.')
		])
		.default(null),
	/** As it is, or as the JSON text that a form holds. */
	filter: jsonText('These conditions cannot be read').pipe(sourceFilterSchema)
});

export const saveQuerySchema = querySchema.extend({
	/** The query to change; none makes a new one. */
	queryId: z
		.string()
		.max(64)
		.nullish()
		.transform((id) => (id === '' || id === undefined ? null : id)),
	name: z.string('Give the query a name.').trim().min(1, 'Give the query a name.').max(80),
	shared: z.union([z.boolean(), z.string().transform((said) => said === 'on')]).default(false)
});

/** A question as its form and its address hold it, half typed as it may be. */
export interface QueryDraft {
	/** '' for whichever run completed last. */
	runId: string;
	conditions: { field: string; is: string; value: string }[];
	/** Degrees. */
	cone: { ra: string; dec: string; radiusDeg: string };
	newOnly: boolean;
}

/** The question an address asks: `?field=etaPeak&is=atLeast&value=5&ra=150&dec=-30&radiusDeg=1&newOnly=on`. */
export function readDraft(address: URLSearchParams): QueryDraft {
	const [is, values] = [address.getAll('is'), address.getAll('value')];
	const said = (name: string) => address.get(name)?.trim() ?? '';
	return {
		runId: said('runId'),
		conditions: address
			.getAll('field')
			.map((field, row) => ({ field, is: is[row] ?? 'atLeast', value: (values[row] ?? '').trim() }))
			.filter(({ field }) => field !== '')
			.slice(0, 20),
		cone: { ra: said('ra'), dec: said('dec'), radiusDeg: said('radiusDeg') },
		newOnly: said('newOnly') === 'on'
	};
}

export function draftOfQuery({ runId, filter }: Pick<SavedQuery, 'runId' | 'filter'>): QueryDraft {
	const { conditions, cone, newOnly } = filter;
	return {
		runId: runId === null ? '' : String(runId),
		conditions: conditions.map(({ field, is, value }) => ({ field, is, value: String(value) })),
		cone: {
			ra: String(cone?.ra ?? ''),
			dec: String(cone?.dec ?? ''),
			radiusDeg: String(cone?.radiusDeg ?? '')
		},
		newOnly
	};
}

/** The question that a draft comes to; conditions without a value and a cone without any number are not said yet. */
export function questionOf({ runId, conditions, cone, newOnly }: QueryDraft) {
	const isCone = Object.values(cone).some((said) => said !== '');
	return querySchema.safeParse({
		runId,
		filter: {
			conditions: conditions.filter(({ value }) => value !== ''),
			// '' would be taken for 0.
			cone: isCone ? Object.fromEntries(Object.entries(cone).map(missing)) : null,
			newOnly
		}
	});
}

function missing([name, said]: [string, string]): [string, string | undefined] {
	return [name, said === '' ? undefined : said];
}

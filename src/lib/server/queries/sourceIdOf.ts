import { Failure } from '#schema/failure.ts';

/** A source's id as it stands in an address. */
export function sourceIdOf(named: string): number {
	const id = /^\d{1,15}$/.test(named) ? Number(named) : 0;
	if (id > 0) return id;
	throw new Failure('NotFound', 'A source is asked for by its number.');
}

import { separationDeg } from '../sky/separation.ts';
import { fieldValue, type Judgeable, type JudgedField } from './fieldValue.ts';

/** A condition on one number of a source. NaN meets none: what was not measured is neither large nor small. */
export interface NumberCondition<Field extends string = string> {
	field: Field;
	is: 'atLeast' | 'atMost';
	value: number;
}

/** All conditions together, within the cone (degrees) if there is one, new sources only if asked. */
export interface Filter<Field extends string = string> {
	conditions: readonly NumberCondition<Field>[];
	cone: { ra: number; dec: number; radiusDeg: number } | null;
	newOnly: boolean;
}

/** A source with those numbers of its own that a filter asks about. */
export type Filtered<Field extends string> = Judgeable &
	Record<Exclude<Field, JudgedField>, number> & {
		wavgRa: number;
		wavgDec: number;
		isNew: boolean;
	};

/** Whether the filter keeps a source. */
export function isKept<Field extends string>(
	source: Filtered<Field>,
	{ conditions, cone, newOnly }: Filter<Field>
): boolean {
	if (newOnly && !source.isNew) return false;
	if (cone && !(separationDeg(source.wavgRa, source.wavgDec, cone.ra, cone.dec) <= cone.radiusDeg))
		return false;
	return conditions.every(({ field, is, value }) => {
		const measured = fieldValue(source, field);
		return is === 'atLeast' ? measured >= value : measured <= value;
	});
}

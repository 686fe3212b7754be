import type { NewAlert, SilenceScope } from '#schema/alert.ts';
import { separationDeg } from '#science/sky/separation.ts';

/** Whether an alert is of the cause and in the area that a silence names. */
export function isCovered(
	{ causeKind, causeId, cone }: SilenceScope,
	{ cause }: Pick<NewAlert, 'cause'>,
	at: { ra: number; dec: number } | undefined
): boolean {
	if (causeKind && cause.kind !== causeKind) return false;
	if (causeId && cause.id !== causeId) return false;
	if (!cone) return true;
	if (!at) return false;
	return separationDeg(cone.ra, cone.dec, at.ra, at.dec) <= cone.radiusDeg;
}

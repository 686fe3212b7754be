import { candidatesRevealedSince } from '../../store/candidateStates.ts';
import { store } from '../../store/client.ts';
import { verdictsSince } from '../../store/verdicts.ts';
import { webhooksFor } from '../../store/webhooks.ts';
import { deliverVerdicts } from '../votes/deliverVerdicts.ts';

/** A command that was broken off between writing and telling is made good within this time. */
const LATE_MS = 10 * 60_000;

/** Sends webhooks the verdicts that were given, revealed or ended in the last minutes and that they have not had. */
export async function deliverLateVerdicts(now = new Date()): Promise<void> {
	if ((await webhooksFor(store(), 'verdict')).length === 0) return;
	const since = new Date(now.getTime() - LATE_MS);
	const late = (await verdictsSince(store(), since)).map(({ candidateId }) => candidateId);
	const revealed = await candidatesRevealedSince(store(), since);
	await deliverVerdicts([...new Set([...late, ...revealed])]);
}

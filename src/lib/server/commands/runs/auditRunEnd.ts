import type { Run } from '#schema/run.ts';
import { appendAuditEventOnce } from '../../store/auditEvents.ts';
import { store } from '../../store/client.ts';
import { derivedId } from '../../store/ids.ts';

/** Notes how an attempt at a run ended, once, whichever of its workers says so. */
export async function auditRunEnd(
	run: Pick<Run, 'id' | 'status' | 'error' | 'nImages' | 'nSources' | 'revision'>,
	attemptId: string
): Promise<void> {
	const { id, status, error, nImages, nSources, revision } = run;
	const counts = status === 'END' ? { nImages, nSources, revision } : { error };
	await appendAuditEventOnce(store(), derivedId('endRun', id, attemptId), {
		...{ action: 'endRun', target: `run ${id}`, byId: null, byName: 'system' },
		after: { status, attempt: attemptId, ...counts },
		at: new Date()
	});
}
